#include "ui/theme/contrast.h"

#include <array>
#include <cmath>

namespace skep::ui {
namespace {

using Vector = std::array<double, 3>;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double gamma(double channel)
{
    const double c = std::clamp(channel, 0.0, 1.0);
    return c <= 0.0031308 ? c * 12.92 : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
}

Vector linearRgb(const QColor& colour)
{
    return {linear(double(colour.redF())), linear(double(colour.greenF())), linear(double(colour.blueF()))};
}

double luminance(const QColor& colour)
{
    const Vector c = linearRgb(colour);
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

Vector lab(const QColor& colour)
{
    const Vector c = linearRgb(colour);
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = f((0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.95047);
    const double y = f(0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]);
    const double z = f((0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

// Full dichromacy in linear RGB (Machado, Oliveira, Fernandes 2009, severity 1).
constexpr double Matrices[3][3][3] = {
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
};

} // namespace

double contrast(const QColor& a, const QColor& b)
{
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

double lightness(const QColor& colour)
{
    return lab(colour)[0];
}

double difference(const QColor& a, const QColor& b)
{
    const Vector first = lab(a), second = lab(b);
    return std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

QColor asSeenBy(Sight sight, const QColor& colour)
{
    if (sight == Sight::Normal)
        return colour;
    const Vector c = linearRgb(colour);
    const auto& matrix = Matrices[int(sight) - 1];
    const auto channel = [&](int row) { return float(gamma(matrix[row][0] * c[0] + matrix[row][1] * c[1] + matrix[row][2] * c[2])); };
    return QColor::fromRgbF(channel(0), channel(1), channel(2));
}

} // namespace skep::ui
