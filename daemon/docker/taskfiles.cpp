#include "daemon/docker/taskfiles.h"

#include "daemon/docker/expansion.h"
#include "shared/base/logging.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <limits>
#include <system_error>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace skep::docker {
namespace {

namespace fs = std::filesystem;

constexpr mode_t DefaultFileMode = 0444;

// One file to be.
struct File {
    std::string what; // "secret db": for errors
    std::string target;
    api::FileTarget ownership;
    Bytes content;

    ~File() { wipe(content); }
    File() = default;
    File(File&&) = default;
    File& operator=(File&&) = default;
};

Failure systemFailure(const std::string& what, int error)
{
    const ErrorCode code
        = error == ENOSPC || error == ENOMEM || error == EDQUOT ? ErrorCode::ResourceExhausted : ErrorCode::FailedPrecondition;
    return fail(code, what + ": " + std::strerror(error));
}

bool isInMemory(const std::string& path)
{
    struct statfs info{};
    return statfs(path.c_str(), &info) == 0 && (info.f_type == TMPFS_MAGIC || info.f_type == RAMFS_MAGIC);
}

Result<unsigned> owner(const std::string& text, const std::string& what)
{
    if (text.empty())
        return 0U;
    unsigned id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size() || id > std::numeric_limits<int>::max())
        return fail(ErrorCode::InvalidArgument, what + " has the invalid owner \"" + text + "\": not a number");
    return id;
}

// Where the container sees it. A relative name goes below `home`.
Result<std::string> targetPath(const std::string& name, const std::string& home, const std::string& what)
{
    const fs::path path = (name.starts_with('/') ? fs::path(name) : fs::path(home) / name).lexically_normal();
    if (name.empty() || path == "/" || path.filename().empty() || !path.string().starts_with(name.starts_with('/') ? "/" : home))
        return fail(ErrorCode::InvalidArgument, what + " has the invalid target \"" + name + "\"");
    return path.string();
}

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_fd; }

private:
    const int m_fd;
};

Result<void> store(const File& file, const std::string& path)
{
    SKEP_TRY(uid, owner(file.ownership.uid, file.what));
    SKEP_TRY(gid, owner(file.ownership.gid, file.what));
    const Descriptor fd(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0));
    if (fd.get() < 0)
        return systemFailure("cannot write " + file.what, errno);
    BytesView rest = file.content;
    while (!rest.empty()) {
        const ssize_t written = ::write(fd.get(), rest.data(), rest.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return systemFailure("cannot write " + file.what, errno);
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    // Without root we can be the owner only; 0 in a rootless engine's containers is us.
    const bool ours = geteuid() != 0 && (uid == 0 || uid == geteuid()) && (gid == 0 || gid == getegid());
    if (!ours && fchown(fd.get(), uid, gid) != 0)
        return systemFailure("cannot give " + file.what + " to " + std::to_string(uid) + ":" + std::to_string(gid), errno);
    const mode_t mode = file.ownership.mode == 0 ? DefaultFileMode : file.ownership.mode & 0777U;
    if (fchmod(fd.get(), mode) != 0)
        return systemFailure("cannot write " + file.what, errno);
    return {};
}

template <class Object>
Result<File> makeFile(const agent::TaskContext& context, const api::ContainerSpec& spec, const std::vector<Object>& objects,
    const std::string& id, const api::FileTarget& target, const std::string& home, std::string what)
{
    const auto found = std::ranges::find(objects, id, &Object::id);
    if (found == objects.end())
        return fail(ErrorCode::NotFound, what + " is not available on this node");
    File file;
    SKEP_TRY(path, targetPath(target.name, home, what));
    SKEP_TRY(
        content, fileContent(context, spec, found->spec.templating, found->spec.data ? found->spec.data->data : Bytes(), what));
    file.target = std::move(path);
    file.ownership = target;
    file.content = std::move(content);
    file.what = std::move(what);
    return file;
}

Result<std::vector<File>> filesOf(const agent::TaskContext& context, const api::ContainerSpec& spec)
{
    std::vector<File> files;
    for (const auto& reference : spec.secrets) {
        if (!reference.file)
            continue;
        SKEP_TRY(file,
            makeFile(context, spec, context.secrets, reference.secretId, *reference.file, "/run/secrets/",
                "secret " + reference.secretName));
        files.push_back(std::move(file));
    }
    for (const auto& reference : spec.configs) {
        if (!reference.file)
            continue;
        SKEP_TRY(file,
            makeFile(
                context, spec, context.configs, reference.configId, *reference.file, "/", "config " + reference.configName));
        files.push_back(std::move(file));
    }
    return files;
}

void removeTree(const fs::path& path)
{
    std::error_code error;
    fs::remove_all(path, error);
    if (error)
        qCWarning(logDocker) << "cannot remove files of a task, path=" << log(path.string()) << "error=" << log(error.message());
}

} // namespace

Result<void> TaskFiles::ensureMemory()
{
    std::error_code error;
    fs::create_directories(m_directory, error);
    if (error)
        return fail(ErrorCode::FailedPrecondition, "cannot make " + m_directory + ": " + error.message());
    if (isInMemory(m_directory))
        return {};
    if (mount("tmpfs", m_directory.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, "mode=0700") != 0)
        return fail(ErrorCode::FailedPrecondition,
            "secrets and configs need a tmpfs: " + m_directory
                + " is not on one, and one cannot be mounted there: " + std::strerror(errno));
    qCInfo(logDocker) << "mounted a tmpfs for secrets and configs, path=" << log(m_directory);
    return {};
}

Result<std::vector<FileMount>> TaskFiles::write(const agent::TaskContext& context, const api::ContainerSpec& spec)
{
    SKEP_TRY(files, filesOf(context, spec));
    if (files.empty())
        return std::vector<FileMount>{};
    SKEP_CHECK(ensureMemory());
    const fs::path node = fs::path(m_directory) / context.nodeId;
    const fs::path own = node / context.task.id;
    removeTree(own);
    for (const fs::path& path : {node, own})
        if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
            return systemFailure("cannot make " + path.string(), errno);
    std::vector<FileMount> mounts;
    for (const File& file : files) {
        const std::string source = own / std::to_string(mounts.size());
        if (auto stored = store(file, source); !stored) {
            removeTree(own);
            return Failure(std::move(stored.error()));
        }
        mounts.push_back({.source = source, .target = file.target});
    }
    return mounts;
}

void TaskFiles::remove(const std::string& nodeId, const std::string& taskId)
{
    if (!nodeId.empty() && !taskId.empty())
        removeTree(fs::path(m_directory) / nodeId / taskId);
}

void TaskFiles::removeOthers(const std::string& nodeId, const std::vector<std::string>& taskIds)
{
    std::error_code error;
    std::vector<fs::path> strangers;
    for (const auto& entry : fs::directory_iterator(fs::path(m_directory) / nodeId, error))
        if (std::ranges::find(taskIds, entry.path().filename().string()) == taskIds.end())
            strangers.push_back(entry.path());
    for (const auto& path : strangers)
        removeTree(path);
}

} // namespace skep::docker
