// What every test includes.
#pragma once
#include "pch.h"

#include <QTest>
