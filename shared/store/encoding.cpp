#include "shared/api/cborimpl.h"
#include "shared/store/layer.h"

// A transaction is {1: at, 2: [change…]}, a change {1: action, 2: kind, 3: object}, an object alone {2: kind, 3:
// object}: maps like any struct's, so that they can grow.
namespace skep::store {
namespace {

enum Key : unsigned { At = 1, Changes = 2, What = 1, Kind = 2, Content = 3 };

void writeObject(api::CborWriter& out, const ObjectPtr& object)
{
    out.key(Kind);
    out.write(kindOf(object));
    out.key(Content);
    std::visit([&](const auto& o) { out.write(*o); }, object);
}

void writeChange(api::CborWriter& out, const Change& change)
{
    out.beginMap();
    out.key(What);
    out.write(change.action);
    if (change.action != Action::Remove) {
        writeObject(out, change.object);
    } else {
        std::visit(
            [&](const auto& object) {
                std::decay_t<decltype(*object)> stub{};
                stub.id = object->id;
                writeObject(out, std::make_shared<const decltype(stub)>(std::move(stub)));
            },
            change.object);
    }
    out.endMap();
}

template <class T>
ObjectPtr readAs(api::CborReader& in)
{
    auto object = std::make_shared<T>();
    in.read(*object);
    return Ptr<T>(std::move(object));
}

ObjectPtr readOfKind(api::CborReader& in, api::ObjectKind kind)
{
    switch (kind) {
#define SKEP_READ(T)                                                                                                   \
    case api::ObjectKind::T: return readAs<api::T>(in);
        SKEP_STORE_KINDS(SKEP_READ)
    }
    in.fail();
    return {};
}

// The object of a map that stands before its kind.
ObjectPtr readObject(api::CborReader& in, api::CborReader::Fields& fields)
{
    std::optional<api::ObjectKind> kind;
    if (in.seek(fields, Kind))
        in.read(kind);
    if (kind && in.ok() && in.seek(fields, Content))
        return readOfKind(in, *kind);
    in.fail();
    return {};
}

Change readChange(api::CborReader& in)
{
    Change change;
    auto fields = in.beginMap();
    std::uint8_t action = 0xff;
    if (in.seek(fields, What))
        in.read(action);
    if (action > static_cast<std::uint8_t>(Action::Remove))
        in.fail();
    change.action = static_cast<Action>(action);
    change.object = readObject(in, fields);
    in.endMap(fields);
    return change;
}

Failure malformed(std::string_view what, const api::CborReader& in)
{
    return fail(
        ErrorCode::DataLoss, "not a well-formed " + std::string(what) + " at octet " + std::to_string(in.offset()));
}

} // namespace

Bytes encode(const Transaction& transaction)
{
    Bytes bytes;
    api::CborWriter out(bytes);
    out.beginMap();
    out.key(At);
    out.write(transaction.at);
    out.key(Changes);
    out.beginArray(transaction.changes.size());
    for (const Change& change : transaction.changes)
        writeChange(out, change);
    out.endMap();
    return bytes;
}

Result<Transaction> decodeTransaction(BytesView bytes)
{
    api::CborReader in(bytes);
    Transaction transaction;
    auto fields = in.beginMap();
    if (in.seek(fields, At))
        in.read(transaction.at);
    if (in.seek(fields, Changes)) {
        for (std::size_t count = in.beginArray(); count > 0 && in.ok(); --count)
            transaction.changes.push_back(readChange(in));
    }
    in.endMap(fields);
    if (!in.complete())
        return malformed("transaction", in);
    return transaction;
}

Bytes encode(const ObjectPtr& object)
{
    Bytes bytes;
    api::CborWriter out(bytes);
    out.beginMap();
    writeObject(out, object);
    out.endMap();
    return bytes;
}

Result<ObjectPtr> decodeObject(BytesView bytes)
{
    api::CborReader in(bytes);
    auto fields = in.beginMap();
    ObjectPtr object = readObject(in, fields);
    in.endMap(fields);
    if (!in.complete())
        return malformed("object", in);
    return object;
}

} // namespace skep::store
