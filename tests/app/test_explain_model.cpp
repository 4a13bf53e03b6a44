// What the window says of why a mix looks as it does.
#include "tests/app/review_test.h"
#include "tests/evaluate/face_set_writer.h"

using namespace mien;
using namespace Qt::StringLiterals;

namespace {

/// The fake one, which knows three faces that the model learned from: the second of them may not be shown.
class KnowingJudge final : public Judge {
 public:
  explicit KnowingJudge(std::unique_ptr<Judge> judge) : judge_(std::move(judge)) {}
  const std::string& hash() const override { return judge_->hash(); }
  const std::string& identityHash() const override { return judge_->identityHash(); }
  std::vector<NearestKnown> nearestByCode(std::span<const float>, std::string_view, std::size_t) const override {
    return {{0.5, 1, 3, {"FairFace", "CC BY 4.0", "Somebody"}}};
  }
  std::vector<NearestKnown> nearestKnown(const Embedding&, std::size_t) const override {
    return {{0.4, 2, 3, {"FairFace", "CC BY 4.0", "Somebody"}}, {0.5, 3, 3, {"FairFace", "CC BY-NC 4.0", "Somebody"}}};
  }
  Look look(const Image8& picture, const FivePoints& points) override { return judge_->look(picture, points); }
  Embedding embed(const Image8& picture, const FivePoints& points) override { return judge_->embed(picture, points); }

 private:
  std::unique_ptr<Judge> judge_;
};

Result<std::unique_ptr<Judge>> makeKnowingJudge() {
  return std::make_unique<KnowingJudge>(std::move(*makeFakeJudge()));
}

}  // namespace

class TestExplainModel : public ReviewTest {
  Q_OBJECT

  ExplainModel& explain() { return *studio_->explain(); }
  void explained() {
    start();
    TRY_VERIFY(!studio_->balanceMeter()->measuring());
    explain().setOpen(true);
    QCOMPARE(explain().state(), ExplainModel::Working);
    TRY_COMPARE(explain().state(), ExplainModel::Ready);
  }

 private Q_SLOTS:
  void saysWhoIsWhereAndWhatSlidersDo() {
    explained();
    QCOMPARE(explain().regions().size(), 7);
    const QVariantMap eyes = explain().regions()[0].toMap();
    const QVariantList shape = eyes[u"shape"_s].toList();
    QCOMPARE(shape.size(), 2);
    QVERIFY(std::abs(shape[0].toDouble() + shape[1].toDouble() - 1) < 1e-9);
    QVERIFY(explain().regions()[5].toMap()[u"shape"_s].toList().isEmpty());

    const QVariantList sliders = explain().sliders();
    QVERIFY(sliders.size() > 5);
    QCOMPARE(sliders[0].toMap()[u"length"_s].toDouble(), 1.0);
    for (qsizetype i = 1; i < sliders.size(); ++i)
      QVERIFY(sliders[i].toMap()[u"length"_s].toDouble() <= sliders[i - 1].toMap()[u"length"_s].toDouble());
    // This judge has no list of training photographs.
    QVERIFY(explain().nearest().isEmpty());
    QVERIFY(explain().alarm().isEmpty());
    QCOMPARE(explain().progress(), 1.0);
  }

  void saysWhatOneFaceKeeps() {
    explained();
    QVERIFY(explain().kept().isEmpty());
    MixDocument& document = *studio_->document();
    MixState state = document.state();
    state.kept = {.pose = 0, .shape = 1, .expression = 0, .lighting = 1};
    document.setState(state, u"test"_s);
    TRY_COMPARE(explain().state(), ExplainModel::Ready);
    QCOMPARE(explain().kept(), (QStringList{u"The pose is that of A."_s, u"The shape is that of B."_s,
                                            u"The expression is that of A."_s, u"The light is that of B."_s}
                                    .join(u' ')));
  }

  void aMutedFacesSlidersAreLeftOut_data() {
    QTest::addColumn<int>("face");
    QTest::newRow("A") << 0;
    QTest::newRow("B") << 1;
  }
  void aMutedFacesSlidersAreLeftOut() {
    QFETCH(int, face);
    explained();
    const auto ids = [&] {
      QStringList out;
      for (const QVariant& row : explain().sliders())
        out += QString::fromLatin1(parameters()[row.toMap()[u"row"_s].toUInt()].id);
      return out;
    };
    QVERIFY(ids().contains(u"structure"_s) && ids().contains(u"eyes-texture"_s));
    MixDocument& document = *studio_->document();
    MixState state = document.state();
    state.faces[static_cast<std::size_t>(face)].muted = true;
    document.setState(state, u"test"_s);
    TRY_COMPARE(explain().state(), ExplainModel::Ready);
    for (const char* id : {"mix", "structure", "features", "colour", "eyes-texture"})
      QVERIFY2(!ids().contains(QString::fromLatin1(id)), id);
    QVERIFY(ids().contains(u"detail"_s));
  }

  void anotherMixIsExplainedAnew() {
    explained();
    studio_->document()->setValue(MixDocument::Overall, 0.9);
    QCOMPARE(explain().state(), ExplainModel::Working);
    QVERIFY(explain().sliders().isEmpty());
    studio_->document()->finishAdjusting();
    TRY_COMPARE(explain().state(), ExplainModel::Ready);
    QVERIFY(explain().regions()[0].toMap()[u"shape"_s].toList()[1].toDouble() > 0.7);
  }

  void whatIsKnownIsKept() {
    explained();
    explain().setOpen(false);
    QCOMPARE(explain().state(), ExplainModel::Ready);
    explain().setOpen(true);
    QCOMPARE(explain().state(), ExplainModel::Ready);
  }

  void closingStopsIt() {
    start();
    TRY_VERIFY(!studio_->balanceMeter()->measuring());
    explain().setOpen(true);
    TRY_VERIFY(explain().progress() > 0);
    explain().setOpen(false);
    QCOMPARE(explain().state(), ExplainModel::Nothing);
    QTest::qWait(50);
    QCOMPARE(explain().state(), ExplainModel::Nothing);
  }

  void aBrokenRecordIsSaid() {
    breakRecord();
    start();
    explain().setOpen(true);
    TRY_COMPARE(explain().state(), ExplainModel::Failed);
    QVERIFY(!explain().problem().isEmpty());
  }

  void whoHasThePhotographsSeesThoseNearest() {
    for (const char* set : {"these", "others"}) QDir().mkpath(at(QString::fromLatin1(set)));
    const DrawnPhoto a{"a.jpg", "train", "", "", 200, 40, 40, "fairface"};
    const DrawnPhoto b{"b.jpg", "train", "", "", 40, 40, 200, "fairface"};
    writeFaceSet(at(u"these"_s).toStdString(), {a, b, {"c.jpg", "train", "", "", 9, 9, 9, "fairface"}});
    writeFaceSet(at(u"others"_s).toStdString(), {a, b});
    startWith(makeKnowingJudge);
    TRY_VERIFY(!studio_->balanceMeter()->measuring());
    explain().setOpen(true);
    TRY_COMPARE(explain().state(), ExplainModel::Ready);
    const auto row = [&](int i) { return explain().nearest()[i].toMap(); };
    QVERIFY(!row(0)[u"pictured"_s].toBool());
    TrainingPictures& pictures = *explain().pictures();
    pictures.setFolder(QUrl::fromLocalFile(at(u"these"_s)));
    TRY_VERIFY(row(0)[u"pictured"_s].toBool());
    const QColor ground = row(0)[u"picture"_s].value<QImage>().pixelColor(2, 2);
    QVERIFY(ground.blue() > 150 && ground.red() < 100);
    QVERIFY(!row(1)[u"pictured"_s].toBool());
    const QVariantMap alike = explain().alike()[0].toMap();
    QVERIFY(alike[u"picture"_s].value<QImage>().pixelColor(2, 2).red() > 150 && !alike[u"near"_s].toBool());
    QVERIFY(pictures.problem().isEmpty());
    pictures.setFolder(QUrl::fromLocalFile(at(u"others"_s)));
    QVERIFY(!row(0)[u"pictured"_s].toBool());
    TRY_VERIFY(pictures.problem().contains(u"not the photographs"_s));
    pictures.setFolder({});
    QVERIFY(pictures.problem().isEmpty() && pictures.folderName().isEmpty());
  }

  void endsWithTheWindow() {
    start();
    explain().setOpen(true);
    TRY_VERIFY(explain().progress() > 0);
    studio_.reset();
  }
};

QTEST_MAIN(TestExplainModel)
#include "test_explain_model.moc"
