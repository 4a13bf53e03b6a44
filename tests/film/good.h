#pragma once
#include <QtTest>

/// Ends a test with the error's own words.
#define GOOD(result)                                                                     \
  do {                                                                                   \
    const auto& good_ = (result);                                                        \
    QVERIFY2(good_.has_value(), good_.has_value() ? "" : good_.error().message.c_str()); \
  } while (false)
