#include "shared/api/cborreader.h"

#include <bit>

namespace skep::api {
namespace {

constexpr unsigned Break = 0xff, Indefinite = 31;

} // namespace

void CborReader::fail()
{
    if (!m_failedAt)
        m_failedAt = m_size - m_rest.size();
    m_rest = {};
}

unsigned CborReader::octet()
{
    if (m_rest.empty()) {
        fail();
        return 0;
    }
    const unsigned value = static_cast<unsigned char>(m_rest.front());
    m_rest.remove_prefix(1);
    return value;
}

CborReader::Head CborReader::head()
{
    const unsigned first = octet();
    Head head{first >> 5, first & 31, first & 31};
    if (head.info < 24 || head.info == Indefinite)
        return head;
    if (head.info > 27) {
        fail();
        return {};
    }
    head.number = 0;
    for (const char c : take(std::uint64_t{1} << (head.info - 24)))
        head.number = head.number << 8 | static_cast<unsigned char>(c);
    return ok() ? head : Head{};
}

std::uint64_t CborReader::number(unsigned major)
{
    const Head found = head();
    if (found.major == major && found.info != Indefinite)
        return found.number;
    fail();
    return 0;
}

BytesView CborReader::take(std::uint64_t count)
{
    if (count > m_rest.size()) {
        fail();
        return {};
    }
    const BytesView taken = m_rest.substr(0, count);
    m_rest.remove_prefix(count);
    return taken;
}

bool CborReader::charge(std::size_t memory)
{
    if (memory > m_budget)
        fail();
    else
        m_budget -= memory;
    return ok();
}

bool CborReader::descend()
{
    if (m_depth == MaxDepth)
        fail();
    else
        ++m_depth;
    return ok();
}

void CborReader::read(bool& value)
{
    const unsigned found = octet();
    if (found != 0xf4 && found != 0xf5)
        return fail();
    value = found == 0xf5;
}

void CborReader::read(double& value)
{
    const Head found = head();
    if (found.major != Simple || found.info != 27)
        return fail();
    value = std::bit_cast<double>(found.number);
}

void CborReader::read(std::string& value)
{
    const Head found = head();
    if ((found.major != TextString && found.major != ByteString) || found.info == Indefinite)
        return fail();
    const BytesView text = take(found.number);
    if (ok())
        value = text;
}

std::size_t CborReader::beginArray()
{
    const std::uint64_t count = number(Array);
    if (count <= m_rest.size())
        return count;
    fail();
    return 0;
}

CborReader::Fields CborReader::beginMap()
{
    Fields fields;
    if (octet() != (Map << 5 | Indefinite) || !descend())
        fail();
    else
        nextKey(fields, 0);
    if (!ok())
        fields.next = End;
    return fields;
}

// Keys start at 1; `above` is the key before.
void CborReader::nextKey(Fields& fields, std::uint64_t above)
{
    fields.pending = false;
    fields.next = End;
    if (!m_rest.empty() && static_cast<unsigned char>(m_rest.front()) == Break) {
        m_rest.remove_prefix(1);
        return;
    }
    const std::uint64_t key = number(Unsigned);
    if (key <= above || key == End)
        fail();
    if (ok())
        fields.next = key;
}

bool CborReader::seek(Fields& fields, std::uint64_t key)
{
    while (fields.next != End && (fields.pending || fields.next < key)) {
        if (!fields.pending)
            skip();
        nextKey(fields, fields.next);
    }
    if (!ok())
        fields.next = End;
    fields.pending = fields.next == key;
    return fields.pending;
}

void CborReader::endMap(Fields& fields)
{
    if (seek(fields, End - 1))
        fail();
    if (ok())
        --m_depth;
}

void CborReader::skipItems(std::uint64_t count)
{
    for (; count > 0 && ok(); --count)
        skip();
}

void CborReader::skipIndefinite(unsigned major)
{
    bool odd = false;
    while (ok()) {
        if (m_rest.empty())
            return fail();
        const unsigned first = static_cast<unsigned char>(m_rest.front());
        if (first == Break) {
            m_rest.remove_prefix(1);
            if (major == Map && odd)
                fail();
            return;
        }
        // An indefinite string is made of definite strings of its own kind.
        if ((major == ByteString || major == TextString) && (first >> 5 != major || (first & 31) == Indefinite))
            return fail();
        skip();
        odd = !odd;
    }
}

void CborReader::skip()
{
    if (!descend())
        return;
    const Head found = head();
    if (found.info == Indefinite) {
        if (found.major >= ByteString && found.major <= Map)
            skipIndefinite(found.major);
        else
            fail();
    } else {
        switch (found.major) {
        case ByteString:
        case TextString: take(found.number); break;
        case Array: found.number <= m_rest.size() ? skipItems(found.number) : fail(); break;
        case Map: found.number <= m_rest.size() / 2 ? skipItems(2 * found.number) : fail(); break;
        case Tag: skipItems(1); break;
        case Simple:
            if (found.info == 24 && found.number < 32)
                fail();
            break;
        default: break;
        }
    }
    --m_depth;
}

} // namespace skep::api
