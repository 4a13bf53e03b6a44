#include "app/model/review_texts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/blend/face_weights.h"
#include "core/blend/parameters.h"
#include "core/guard/rule.h"
#include "core/project/carried.h"
#include "core/record/face_key.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

QString tr(const char* text) {
  return QCoreApplication::translate("Review", text);
}

QString valueText(const Parameter& parameter, double value) {
  if (!parameter.choices.empty()) return QString::fromUtf8(parameter.choices[static_cast<std::size_t>(value)]);
  if (parameter.interpolation == Interpolation::Stepped) return QString::number(value);
  if (std::string_view(parameter.unit) == "%") return u"%1 %"_s.arg(QString::number(value * 100, 'f', 0));
  return QLocale().toString(value, 'f', 2);
}

/// What follows, and what stands as it does in every mix (some forty directions most), says nothing of this one.
bool saysNothing(const Parameter& parameter, const Recipe& recipe) {
  const std::string_view id = parameter.id;
  if (id == "mix") return true;  // the groups say it
  if (parameter.isOwn) return !parameter.isOwn(recipe);
  const bool always =
      parameter.face > 0 || std::string_view(parameter.follows) == "mix" || id == "balance" || id == "detail";
  return !always && parameter.get(recipe) == parameter.standard;
}

bool changes(const Track& track) {
  return std::any_of(track.keyframes.begin(), track.keyframes.end(),
                     [&](const Keyframe& key) { return key.value != track.keyframes.front().value; });
}

/// By a track of its own, or with the parameter that it follows.
bool moves(const Timeline& film, const Parameter& parameter) {
  if (const Track* own = findTrack(film, parameter.id)) return changes(*own);
  if (parameter.isOwn) return false;  // where it has no value of its own it isn't listed anyway
  const Track* followed = findTrack(film, parameter.follows);
  return followed != nullptr && changes(*followed);
}

/// What sharesText() says already.
bool isShareOfAll(const Parameter& parameter) {
  return std::string_view(parameter.follows) == "mix" ||
         (parameter.face > 0 && parameter.id == letterOf(parameter.face));
}

/// "A 70 %  B 30 %", as the sliders say it; empty where structure, features and colour have shares of their own, which
/// are listed.
QString sharesText(const Recipe& recipe) {
  const auto own = [](const FaceShare& face) { return face.structure || face.features || face.colour; };
  if (recipe.structure != recipe.features || recipe.structure != recipe.colour ||
      std::any_of(recipe.further.begin(), recipe.further.end(), own))
    return {};
  QStringList shares;
  const FaceWeights weights = overallWeights(recipe);
  for (std::size_t i = 0; i < weights.size(); ++i)
    shares.append(u"%1 %2 %"_s.arg(QString::fromStdString(capitalOf(i))).arg(std::lround(100 * weights[i])));
  return shares.join(u"  "_s);
}

/// Of a film what stays: what moves has no one value.
QStringList rowsOf(const Recipe& recipe, const Timeline* film = nullptr) {
  QStringList rows;
  const QString shares = film == nullptr ? sharesText(recipe) : QString();
  if (!shares.isEmpty()) rows.append(QStringList{tr("Shares"), shares});
  for (const Parameter& parameter : parametersOf(recipe.faces.size())) {
    if (saysNothing(parameter, recipe) || (!shares.isEmpty() && isShareOfAll(parameter)) ||
        (film != nullptr && moves(*film, parameter)))
      continue;
    QString value = valueText(parameter, parameter.get(recipe));
    if (!parameter.choices.empty() && !value.isEmpty()) value[0] = value[0].toUpper();
    rows.append(QStringList{QString::fromUtf8(parameter.name), value});
  }
  const auto home = faceOf(recipe.placement);
  const QString where =
      home ? tr("In the photograph of %1").arg(QString::fromStdString(capitalOf(*home))) : tr("The face alone");
  rows.append(QStringList{tr("Placed"), where});
  rows.append(QStringList{tr("Size"), tr("%1 px").arg(recipe.size)});
  return rows;
}

QStringList rowsOf(const Timeline& timeline) {
  QStringList moved;
  for (const Track& track : timeline.tracks) {
    const Parameter* parameter = findParameter(track.parameter);
    if (parameter != nullptr && changes(track)) moved.append(QString::fromUtf8(parameter->name));
  }
  const double seconds = static_cast<double>(filmFrameCount(timeline)) / timeline.framesPerSecond;
  QStringList rows{tr("Film"),
                   tr("%1 s at %2 frames/s").arg(QString::number(seconds, 'f', 1)).arg(timeline.framesPerSecond),
                   tr("Moves"), moved.isEmpty() ? tr("nothing") : moved.join(u", "_s)};
  return rows + rowsOf(recipeAt(timeline, 0), &timeline);
}

}  // namespace

QStringList stateNames() {
  return {tr("Draft"), tr("Flagged"), tr("Approved"), tr("Rejected"), tr("Recalled")};
}

QStringList outcomeNames() {
  return {tr("Passed"), tr("Noted"), tr("Needs review"), tr("Blocked")};
}

QStringList labelNames() {
  return {tr("No label"), tr("Red"), tr("Orange"), tr("Yellow"), tr("Green"), tr("Blue"), tr("Purple")};
}

int labelIndex(const std::string& label) {
  const auto* const it = std::find(std::begin(kLabels), std::end(kLabels), label);
  return it == std::end(kLabels) ? 0 : static_cast<int>(it - std::begin(kLabels));
}

QString kindText(OutputKind kind) {
  return QStringList{tr("Picture"), tr("Film"), tr("Frames"), tr("Sheet")}.value(static_cast<int>(kind));
}

QString faceText(const InputFace& face) {
  return isDrawnKey(face.key) ? tr("Drawn from the model") : tr("Photograph %1").arg(shortHash(face.photoDigest));
}

QString momentText(std::int64_t ms) {
  const QDateTime when = QDateTime::fromMSecsSinceEpoch(ms);
  const QString time = QLocale().toString(when.time(), u"HH:mm"_s);
  const qint64 days = when.date().daysTo(QDate::currentDate());
  if (days == 0) return tr("Today, %1").arg(time);
  if (days == 1) return tr("Yesterday, %1").arg(time);
  return tr("%1, %2").arg(QLocale().toString(when.date(), u"d MMM yyyy"_s), time);
}

QString rulesText(std::span<const std::string> ids) {
  QStringList names;
  for (const std::string& id : ids) {
    const Rule* rule = findRule(id);
    names.append(QString::fromUtf8(rule != nullptr ? rule->name : id.c_str()));
  }
  return names.join(u" · "_s);
}

QString decisionText(const Decision& decision) {
  switch (decision.action) {
    case ReviewAction::Flag:
      return decision.from == OutputState::Draft ? tr("Flagged") : tr("Flagged again");
    case ReviewAction::Approve:
      return decision.from == decision.to ? tr("Approved, another reviewer is needed") : tr("Approved");
    case ReviewAction::Reject:
      return tr("Rejected");
    case ReviewAction::Comment:
      return tr("Commented");
    case ReviewAction::Recall:
      return tr("Recalled");
  }
  return {};
}

QString bytesText(std::int64_t bytes) {
  return QLocale(QLocale::English).formattedDataSize(bytes, 0, QLocale::DataSizeSIFormat);
}

QString costText(std::span<const Cost> costs) {
  if (costs.empty()) return {};
  Cost sum;
  for (const Cost& cost : costs) {
    sum.wallSeconds += cost.wallSeconds;
    sum.cpuSeconds += cost.cpuSeconds;
    sum.gpuSeconds += cost.gpuSeconds;
    sum.peakBytes = std::max(sum.peakBytes, cost.peakBytes);
    if (cost.joules) sum.joules = sum.joules.value_or(0) + *cost.joules;
    if (cost.money && (sum.currency.empty() || sum.currency == cost.currency)) {
      sum.money = sum.money.value_or(0) + *cost.money;
      sum.currency = cost.currency;
    }
  }
  const auto seconds = [](double value) { return QString::number(value, 'f', value < 10 ? 1 : 0); };
  QStringList parts{tr("%1 s").arg(seconds(sum.wallSeconds)), tr("%1 s CPU").arg(seconds(sum.cpuSeconds))};
  if (sum.gpuSeconds > 0) parts.append(tr("%1 s GPU").arg(seconds(sum.gpuSeconds)));
  if (sum.peakBytes > 0) parts.append(bytesText(sum.peakBytes));
  constexpr double kJoulesPerWattHour = 3600;
  if (sum.joules) parts.append(tr("%1 Wh").arg(QString::number(*sum.joules / kJoulesPerWattHour, 'g', 2)));
  if (sum.money)
    parts.append(u"%1 %2"_s.arg(QString::number(*sum.money, 'f', 4), QString::fromStdString(sum.currency)));
  return parts.join(u" · "_s);
}

QStringList recipeTexts(const std::string& json) {
  const auto carried = carriedFromJson(json);
  if (!carried) return {};
  return std::visit([](const auto& what) { return rowsOf(what); }, *carried);
}

QString outputsText(std::int64_t count) {
  return count == 1 ? tr("1 output") : tr("%1 outputs").arg(count);
}

QString shortHash(const std::string& hash) {
  constexpr std::size_t kDigits = 8;
  return QString::fromStdString(hash.substr(0, kDigits));
}

QImage pictureOf(const std::vector<std::uint8_t>& bytes) {
  return QImage::fromData(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace mien
