#include "shared/base/time.h"

#include <cstdio>

namespace skep {
namespace {

constexpr std::int64_t NsPerSecond = 1'000'000'000;

struct Civil {
    std::int64_t year;
    unsigned month, day;
    std::int64_t secondOfDay;
    std::int64_t nanos;
};

Civil civilOf(std::int64_t ns)
{
    using namespace std::chrono;
    const auto second = ns / NsPerSecond - (ns % NsPerSecond < 0 ? 1 : 0);
    const auto daysSince = second >= 0 ? second / 86400 : -((-second + 86399) / 86400);
    const year_month_day ymd{sys_days{days{daysSince}}};
    return {int(ymd.year()), unsigned(ymd.month()), unsigned(ymd.day()), second - daysSince * 86400,
        ns - second * NsPerSecond};
}

std::string formatSeconds(const Civil& c)
{
    char text[40];
    std::snprintf(text, sizeof text, "%04lld-%02u-%02uT%02lld:%02lld:%02lld", static_cast<long long>(c.year), c.month,
        c.day, static_cast<long long>(c.secondOfDay / 3600), static_cast<long long>(c.secondOfDay / 60 % 60),
        static_cast<long long>(c.secondOfDay % 60));
    return text;
}

std::string nineDigits(std::int64_t nanos)
{
    char text[16];
    std::snprintf(text, sizeof text, "%09lld", static_cast<long long>(nanos));
    return text;
}

// Reads exactly `width` digits at `pos`, or returns -1.
int digits(std::string_view text, std::size_t pos, std::size_t width)
{
    if (pos + width > text.size())
        return -1;
    int value = 0;
    for (std::size_t i = pos; i < pos + width; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

} // namespace

std::string toRfc3339(Timestamp t)
{
    if (t.isZero())
        return "0001-01-01T00:00:00Z";
    const Civil c = civilOf(t.ns);
    std::string text = formatSeconds(c);
    if (c.nanos != 0) {
        std::string fraction = nineDigits(c.nanos);
        fraction.erase(fraction.find_last_not_of('0') + 1);
        text += "." + fraction;
    }
    return text + "Z";
}

std::string toRfc3339Nano(Timestamp t)
{
    if (t.isZero())
        return "0001-01-01T00:00:00.000000000Z";
    const Civil c = civilOf(t.ns);
    return formatSeconds(c) + "." + nineDigits(c.nanos) + "Z";
}

Result<Timestamp> parseRfc3339(std::string_view text)
{
    using namespace std::chrono;
    const auto bad = [&] {
        return fail(ErrorCode::InvalidArgument, "parsing time \"" + std::string(text) + "\": not an RFC 3339 time");
    };
    const int y = digits(text, 0, 4), mo = digits(text, 5, 2), d = digits(text, 8, 2);
    const int h = digits(text, 11, 2), mi = digits(text, 14, 2), s = digits(text, 17, 2);
    if (y < 0 || mo < 0 || d < 0 || h < 0 || mi < 0 || s < 0 || text[4] != '-' || text[7] != '-'
        || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') || text[13] != ':' || text[16] != ':' || h > 23
        || mi > 59 || s > 60)
        return bad();
    const year_month_day ymd{year{y}, month{unsigned(mo)}, day{unsigned(d)}};
    if (!ymd.ok())
        return bad();
    std::size_t pos = 19;
    std::int64_t nanos = 0;
    if (pos < text.size() && text[pos] == '.') {
        std::int64_t scale = NsPerSecond / 10;
        const std::size_t first = ++pos;
        for (; pos < text.size() && text[pos] >= '0' && text[pos] <= '9'; ++pos, scale /= 10)
            nanos += scale * (text[pos] - '0');
        if (pos == first)
            return bad();
    }
    std::int64_t offset = 0;
    if (pos + 1 == text.size() && (text[pos] == 'Z' || text[pos] == 'z')) {
        offset = 0;
    } else if (pos + 6 == text.size() && (text[pos] == '+' || text[pos] == '-') && text[pos + 3] == ':') {
        const int oh = digits(text, pos + 1, 2), om = digits(text, pos + 4, 2);
        if (oh < 0 || om < 0)
            return bad();
        offset = (text[pos] == '-' ? -1 : 1) * (oh * 3600 + om * 60);
    } else {
        return bad();
    }
    if (y == 1 && mo == 1 && d == 1 && h == 0 && mi == 0 && s == 0 && nanos == 0)
        return Timestamp{};
    if (y < 1678 || y > 2261)
        return bad();
    const std::int64_t seconds = sys_days{ymd}.time_since_epoch().count() * std::int64_t(86400) + h * 3600 + mi * 60 + s - offset;
    return Timestamp{seconds * NsPerSecond + nanos};
}

Timestamp systemNow()
{
    using namespace std::chrono;
    return {duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count()};
}

} // namespace skep
