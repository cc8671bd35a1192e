#include "shared/api/cbor.h"
#include "shared/store/store.h"

#include <cstdlib>

// The wire between nodes, the Raft log and snapshots: whatever is accepted must be a value that says the same when it
// is written and read again. The first octet chooses the type.

using namespace skep;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

template <class T>
void tryOne(BytesView bytes)
{
    const auto read = api::fromCbor<T>(bytes);
    if (!read)
        return;
    const Bytes written = api::toCbor(*read);
    const auto again = api::fromCbor<T>(written);
    require(again && api::toCbor(*again) == written);
}

void tryTransaction(BytesView bytes)
{
    const auto read = store::decodeTransaction(bytes);
    if (!read)
        return;
    const Bytes written = store::encode(*read);
    const auto again = store::decodeTransaction(written);
    require(again && store::encode(*again) == written);

    store::Store store;
    const auto applied = store.apply(1, *read);
    require(applied.has_value() == (store.version() == 1));
    require(applied || store.objects().empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const BytesView bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 9) {
    case 0: tryOne<api::Task>(bytes); break;
    case 1: tryOne<api::Service>(bytes); break;
    case 2: tryOne<api::Node>(bytes); break;
    case 3: tryOne<api::Cluster>(bytes); break;
    case 4: tryOne<api::SessionMessage>(bytes); break;
    case 5: tryOne<api::ForwardRequest>(bytes); break;
    case 6: tryOne<api::CaIssueRequest>(bytes); break;
    case 7: tryOne<api::StatusRequest>(bytes); break;
    default: tryTransaction(bytes); break;
    }
    return 0;
}
