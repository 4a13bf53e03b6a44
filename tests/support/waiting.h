#pragma once
#include <QtTest>

/// Wait longer than QTRY_VERIFY, for what is rendered, coded, committed or synced on a busy machine.
#define TRY_VERIFY(what) QTRY_VERIFY_WITH_TIMEOUT(what, 60'000)
#define TRY_COMPARE(a, b) QTRY_COMPARE_WITH_TIMEOUT(a, b, 60'000)
