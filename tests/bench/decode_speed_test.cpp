#include "core/model/decode_speed.h"

#include <QTest>

using namespace mien;

class DecodeSpeedTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  /// The multiply-adds are counted as libtorch calls; the bounds are those that the packs were made for.
  void countsTheArithmetic() {
    const auto portrait = measureDecode(MIEN_MODELS_DIR "/portrait", "cpu");
    QVERIFY2(portrait, portrait ? "" : portrait.error().message.c_str());
    QVERIFY2(portrait->macs > 0.5e9 && portrait->macs < 1.6e9, std::to_string(portrait->macs).c_str());
    QVERIFY(portrait->milliseconds > 0 && portrait->plainMilliseconds > 0 && portrait->foundationMilliseconds > 0 &&
            portrait->roofGflops > 0);
    QVERIFY(portrait->precision == "bf16" || portrait->precision == "fp32");
    const auto draft = measureDecode(MIEN_MODELS_DIR "/draft", "cpu");
    QVERIFY(draft);
    QVERIFY2(draft->macs > 0.1e9 && draft->macs <= 0.4e9, std::to_string(draft->macs).c_str());
  }
};

QTEST_GUILESS_MAIN(DecodeSpeedTest)
#include "decode_speed_test.moc"
