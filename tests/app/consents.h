#pragma once
#include <QtTest>

#include "app/model/studio_model.h"

/// Says of both faces where they come from, as the rows below them do: photographs are exported with consent only.
inline void recordConsents(mien::StudioModel& studio) {
  for (mien::FaceCheck* check : {studio.checkA(), studio.checkB()}) {
    if (!check->needsConsent()) continue;
    check->recordConsent(0, {}, {});
    QTRY_VERIFY_WITH_TIMEOUT(check->consent() == 0, 60'000);
  }
}
