#include "app/model/explain_texts.h"

#include <QCoreApplication>
#include <algorithm>

#include "app/model/training_pictures.h"
#include "core/blend/parameters.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

struct Texts {
  Q_DECLARE_TR_FUNCTIONS(Texts)
};

QString distanceText(double distance) {
  return QString::number(distance, 'f', 3);
}

QString sourceText(const NearestKnown& face) {
  if (face.source.name.empty()) return Texts::tr("The judging networks don't say where it is from");
  const QString source = QString::fromStdString(face.source.name);
  return u"%1 · %2"_s.arg(source, QString::fromStdString(face.source.licence));
}

QVariantList sharesOf(const FaceWeights& weights) {
  return {weights.begin(), weights.end()};
}

QString percents(const FaceWeights& weights) {
  QStringList texts;
  for (std::size_t i = 0; i < weights.size(); ++i)
    texts.push_back(Texts::tr("%1 %2 %").arg(QString::fromStdString(capitalOf(i))).arg(qRound(100 * weights[i])));
  return texts.join(u", "_s);
}

QStringList regionNames() {
  return {Texts::tr("Eyes"), Texts::tr("Brows"), Texts::tr("Nose"),        Texts::tr("Mouth"),
          Texts::tr("Jaw"),  Texts::tr("Skin"),  Texts::tr("Surroundings")};
}

QVariantList knownRows(const std::vector<NearestKnown>& faces, const TrainingPictures& pictures,
                       std::optional<double> alarmBelow) {
  QVariantList rows;
  for (const NearestKnown& face : faces)
    rows.push_back(QVariantMap{
        {u"name"_s, Texts::tr("Photograph %L1 of %L2").arg(face.number).arg(face.of)},
        {u"about"_s, sourceText(face)},
        {u"credit"_s, QString::fromStdString(face.source.attribution)},
        {u"picture"_s, pictures.of(face)},
        {u"pictured"_s, !pictures.of(face).isNull()},
        {u"distance"_s, distanceText(face.distance)},
        {u"near"_s, alarmBelow && face.distance < *alarmBelow},
    });
  return rows;
}

}  // namespace

QVariantList nearestRows(const Explanation& explanation, const TrainingPictures& pictures) {
  return knownRows(explanation.nearest, pictures, explanation.alarmBelow);
}

QVariantList alikeRows(const Explanation& explanation, const TrainingPictures& pictures) {
  return knownRows(explanation.alike, pictures, std::nullopt);
}

QVariantList regionRows(const Explanation& explanation) {
  const QStringList names = regionNames();
  QVariantList rows;
  for (std::size_t r = 0; r < kRegionCount; ++r) {
    const RegionShare& share = explanation.regions.at(r);
    rows.push_back(QVariantMap{
        {u"name"_s, names[static_cast<qsizetype>(r)]},
        {u"shape"_s, sharesOf(share.shape)},
        {u"texture"_s, sharesOf(share.texture)},
        {u"shapeText"_s, share.shape.empty() ? Texts::tr("No outline of its own") : percents(share.shape)},
        {u"textureText"_s, share.texture.empty() ? Texts::tr("Transparent") : percents(share.texture)},
    });
  }
  return rows;
}

QVariantList sliderRows(const Explanation& explanation) {
  double largest = 0;
  for (const Influence& influence : explanation.influences) largest = std::max(largest, influence.pixels);
  QVariantList rows;
  for (const Influence& influence : explanation.influences) {
    const Parameter& p = *findParameter(influence.parameter);
    const bool percent = std::string_view(p.unit) == "%";
    rows.push_back(QVariantMap{
        {u"name"_s, QString::fromUtf8(p.name)},
        {u"row"_s, static_cast<int>(&p - parameters().data())},
        {u"region"_s, QString::fromUtf8(p.region)},
        {u"face"_s, static_cast<int>(p.face)},
        {u"value"_s, percent ? Texts::tr("%1 %").arg(qRound(100 * influence.value))
                             : u"%1 %2"_s.arg(QString::number(influence.value, 'f', 1), QString::fromUtf8(p.unit))},
        {u"length"_s, largest > 0 ? influence.pixels / largest : 0},
        {u"pixels"_s, QString::number(influence.pixels, 'f', 1)},
        {u"identity"_s, QString::number(influence.identity, 'f', 2)},
    });
  }
  return rows;
}

QStringList keptTexts(const Kept& kept) {
  QStringList texts;
  const auto say = [&](const std::optional<std::size_t>& face, const QString& text) {
    if (face) texts.push_back(text.arg(QString::fromStdString(capitalOf(*face))));
  };
  say(kept.pose, Texts::tr("The pose is that of %1."));
  say(kept.shape, Texts::tr("The shape is that of %1."));
  say(kept.expression, Texts::tr("The expression is that of %1."));
  say(kept.lighting, Texts::tr("The light is that of %1."));
  return texts;
}

QString alarmText(const Explanation& explanation) {
  if (!explanation.nearCopy()) return {};
  return Texts::tr(
             "Nearly a training photograph: %1 away from number %L2. Training photographs are seldom nearer than "
             "%3 to each other. Move the mix, or take other faces.")
      .arg(distanceText(explanation.nearest.front().distance))
      .arg(explanation.nearest.front().number)
      .arg(distanceText(*explanation.alarmBelow));
}

QString alarmNoteText(const Explanation& explanation) {
  if (explanation.nearest.empty()) return {};
  if (!explanation.alarmBelow) return Texts::tr("The policy in force has no alarm for near copies.");
  return Texts::tr(
             "Distances of the identity network. One person twice is about 0.3, two people 0.8; the alarm of the "
             "policy in force is below %1.")
      .arg(distanceText(*explanation.alarmBelow));
}

}  // namespace mien
