#pragma once
#include <QtTest>

/// Wait longer than QTRY_VERIFY, for what is rendered, coded, committed or synced on a busy machine.
#define TRY_VERIFY(what) QTRY_VERIFY_WITH_TIMEOUT(what, 60'000)
#define TRY_COMPARE(a, b) QTRY_COMPARE_WITH_TIMEOUT(a, b, 60'000)

/// What ends sooner has not waited for a program that sleeps for 60 s, however busy the machine. How soon it ends in
/// milliseconds is a matter for `mien bench` ("stopExport").
inline constexpr qint64 kSoonMs = 30'000;
