#include "daemon/node/statedir.h"

#include "shared/api/jsonimpl.h"
#include "shared/pki/secretbox.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace skep::node {
namespace {

constexpr const char* MembershipFile = "/swarm.json";
constexpr const char* RootFile = "/certificates/swarm-root-ca.crt";
constexpr const char* NodeFile = "/certificates/swarm-node.pem"; // certificate chain, then key
constexpr const char* DataKeyFile = "/certificates/raft.key";

Failure systemFailure(const std::string& what)
{
    return fail(ErrorCode::Unavailable, what + ": " + std::strerror(errno));
}

Result<void> makeDirectory(const std::string& path)
{
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
        return systemFailure("cannot make " + path);
    return {};
}

Result<std::optional<std::string>> readFile(const std::string& path)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        if (errno == ENOENT)
            return std::optional<std::string>{};
        return systemFailure("cannot read " + path);
    }
    std::string content;
    char buffer[4096];
    ssize_t count = 0;
    while ((count = ::read(fd, buffer, sizeof buffer)) > 0)
        content.append(buffer, static_cast<std::size_t>(count));
    ::close(fd);
    if (count < 0)
        return systemFailure("cannot read " + path);
    return std::optional(std::move(content));
}

bool writeAll(int fd, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t count = ::write(fd, content.data(), content.size());
        if (count < 0)
            return false;
        content.remove_prefix(static_cast<std::size_t>(count));
    }
    return ::fsync(fd) == 0;
}

void syncDirectory(const std::string& path)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    ::fsync(fd);
    ::close(fd);
}

Result<void> replaceFile(const std::string& path, std::string_view content, mode_t mode)
{
    const std::string directory = path.substr(0, path.rfind('/'));
    SKEP_CHECK(makeDirectory(directory));
    const std::string temporary = path + ".new";
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0)
        return systemFailure("cannot write " + temporary);
    const bool written = ::fchmod(fd, mode) == 0 && writeAll(fd, content);
    const int why = errno;
    ::close(fd);
    if (!written || ::rename(temporary.c_str(), path.c_str()) != 0) {
        if (!written)
            errno = why;
        auto failure = systemFailure("cannot write " + path);
        ::unlink(temporary.c_str());
        return failure;
    }
    syncDirectory(directory);
    return {};
}

} // namespace

Result<StateDir> StateDir::open(std::string path)
{
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error)
        return fail(ErrorCode::Unavailable, "cannot make the state directory " + path + ": " + error.message());
    if (::chmod(path.c_str(), 0700) != 0)
        return systemFailure("cannot protect the state directory " + path);
    for (const char* part : {"/certificates", "/worker", "/raft"})
        SKEP_CHECK(makeDirectory(path + part));
    return StateDir(std::move(path));
}

Result<std::optional<Membership>> StateDir::membership() const
{
    SKEP_TRY(text, readFile(m_path + MembershipFile));
    if (!text)
        return std::optional<Membership>{};
    SKEP_TRY(membership, api::fromJson<Membership>(*text));
    return std::optional(std::move(membership));
}

Result<void> StateDir::save(const Membership& membership)
{
    return replaceFile(m_path + MembershipFile, api::toJson(membership), 0600);
}

Result<std::optional<rpc::TlsIdentity>> StateDir::identity() const
{
    SKEP_TRY(root, readFile(m_path + RootFile));
    SKEP_TRY(pair, readFile(m_path + NodeFile));
    if (!root || !pair)
        return std::optional<rpc::TlsIdentity>{};
    const auto key = pair->find("-----BEGIN PRIVATE KEY-----");
    if (key == std::string::npos)
        return fail(ErrorCode::DataLoss, m_path + NodeFile + " holds no private key");
    return std::optional(rpc::TlsIdentity{pair->substr(0, key), pair->substr(key), std::move(*root)});
}

Result<void> StateDir::save(const rpc::TlsIdentity& identity)
{
    SKEP_CHECK(replaceFile(m_path + RootFile, identity.rootsPem, 0644));
    return replaceFile(m_path + NodeFile, identity.certificatePem + identity.keyPem, 0600);
}

Result<Bytes> StateDir::dataKey()
{
    SKEP_TRY(present, readFile(m_path + DataKeyFile));
    if (present)
        return std::move(*present);
    Bytes key = pki::SecretBox::createKey();
    SKEP_CHECK(replaceFile(m_path + DataKeyFile, key, 0600));
    return key;
}

Result<void> StateDir::removeRaft()
{
    std::error_code error;
    std::filesystem::remove_all(m_path + "/raft", error);
    if (!error)
        std::filesystem::remove(m_path + DataKeyFile, error);
    if (error)
        return fail(ErrorCode::Unavailable, "cannot remove the Raft state below " + m_path + ": " + error.message());
    return makeDirectory(m_path + "/raft");
}

Result<void> StateDir::clear()
{
    std::error_code error;
    std::filesystem::remove(m_path + MembershipFile, error);
    for (const char* part : {"/certificates", "/worker", "/raft"})
        std::filesystem::remove_all(m_path + part, error);
    if (error)
        return fail(ErrorCode::Unavailable, "cannot clear the state directory " + m_path + ": " + error.message());
    for (const char* part : {"/certificates", "/worker", "/raft"})
        SKEP_CHECK(makeDirectory(m_path + part));
    return {};
}

} // namespace skep::node
