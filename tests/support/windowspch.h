// What tests of windows include.
#pragma once
#include ".cmake/testpch.h"

#include "tests/support/formworld.h"
#include "tests/support/scene.h"

#include <QtWidgets>
