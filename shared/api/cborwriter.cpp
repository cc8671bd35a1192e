#include "shared/api/cborwriter.h"

#include "shared/api/utf8.h"

#include <array>
#include <bit>

namespace skep::api {

void CborWriter::longHead(unsigned major, std::uint64_t number)
{
    const unsigned sizeCode = number <= 0xff ? 0 : number <= 0xffff ? 1 : number <= 0xffffffff ? 2 : 3;
    const std::size_t size = std::size_t{1} << sizeCode;
    std::array<char, 9> octets;
    octets[0] = static_cast<char>(major << 5 | (24 + sizeCode));
    for (std::size_t i = size; i > 0; --i, number >>= 8)
        octets[i] = static_cast<char>(number & 0xff);
    m_out.append(octets.data(), size + 1);
}

void CborWriter::write(double value)
{
    std::array<char, 9> octets;
    octets[0] = '\xfb';
    auto bits = std::bit_cast<std::uint64_t>(value);
    for (std::size_t i = 8; i > 0; --i, bits >>= 8)
        octets[i] = static_cast<char>(bits & 0xff);
    m_out.append(octets.data(), octets.size());
}

void CborWriter::write(const std::string& value)
{
    head(isUtf8(value) ? TextString : ByteString, value.size());
    m_out += value;
}

void CborWriter::write(const Blob& value)
{
    head(ByteString, value.data.size());
    m_out += value.data;
}

} // namespace skep::api
