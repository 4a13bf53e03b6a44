#include "app/document/parameter_list.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "app/document/face_changes.h"
#include "app/document/in_words.h"
#include "app/document/mix_values.h"
#include "core/blend/direction.h"
#include "core/blend/timeline_edit.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

const Parameter& at(int row) {
  return parameters()[static_cast<std::size_t>(row)];
}

bool isPercent(const Parameter& p) {
  return std::string_view(p.unit) == "%";
}

double number(const Parameter& p, double value) {
  return isPercent(p) ? std::round(value * 1000) / 10 : value;
}

double position(const Parameter& p, double value) {
  return (value - p.minimum) / (p.maximum - p.minimum);
}

/// Where colour starts: in the middle of a range that has its standard there, else at its lower end.
double origin(const Parameter& p) {
  const double standard = position(p, p.standard);
  return standard > 0 && standard < 1 ? standard : 0;
}

QString choiceName(const Parameter& p, int value) {
  const QString name = QString::fromUtf8(p.choices[static_cast<std::size_t>(value)]);
  return name.mid(0, 1).toUpper() + name.mid(1);
}

/// The values of a choice as they are shown: those that name a face of a mix of so many, or none. What stands behind
/// the faces in the list came later and is shown first.
std::vector<int> shownValues(const Parameter& p, std::size_t faces) {
  std::vector<int> values;
  std::ptrdiff_t behindFaces = 0;
  for (std::size_t value = 0; value < p.choices.size(); ++value) {
    const std::string_view choice = p.choices[value];
    const bool isFace = namesFaces(p) && choice.size() == 1;
    if (isFace && choice >= letterOf(faces)) continue;
    values.push_back(static_cast<int>(value));
    if (choice == "none" || isFace) behindFaces = std::ssize(values);
  }
  std::rotate(values.begin(), values.begin() + behindFaces, values.end());
  return values;
}

QStringList choices(const Parameter& p, std::size_t faces) {
  QStringList out;
  for (const int value : shownValues(p, faces)) out.append(choiceName(p, value));
  return out;
}

int placeOfChoice(const Parameter& p, double value, std::size_t faces) {
  const std::vector<int> values = shownValues(p, faces);
  return static_cast<int>(std::find(values.begin(), values.end(), static_cast<int>(value)) - values.begin());
}

QStringList endsOf(const Parameter& p) {
  const Direction* direction = p.direction ? findDirection(p.id) : nullptr;
  if (direction == nullptr || direction->less[0] == '\0') return {};
  return {QString::fromUtf8(direction->less), QString::fromUtf8(direction->more)};
}

QString valueText(const Parameter& p, double value) {
  if (!p.choices.empty()) return choiceName(p, static_cast<int>(value));
  const double shown = number(p, value);
  const bool whole = std::abs(shown - std::round(shown)) < 0.05;
  return QString::number(shown, 'f', whole ? 0 : 1) + (isPercent(p) ? u" %"_s : QString());
}

/// A track whose keyframes a locked face holds as they are.
bool isHeldTrack(const MixState& state, const Parameter& p) {
  return findTrack(state.timeline, p.id) != nullptr && movesLocked(state, p);
}

/// Not those that pass on what they follow themselves.
bool leads(const Parameter& p) {
  if (followsAnother(p)) return false;
  for (const Parameter& other : parameters())
    if (std::string_view(other.follows) == p.id) return true;
  return false;
}

}  // namespace

ParameterList::ParameterList(MixDocument& document, QObject* parent) : QAbstractListModel(parent), document_(document) {
  connect(&document_, &MixDocument::changed, this, &ParameterList::refresh);
  connect(&document_, &MixDocument::playheadChanged, this, &ParameterList::refresh);
  connect(&document_, &MixDocument::paceChanged, this, &ParameterList::refresh);
}

int ParameterList::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : count();
}

QHash<int, QByteArray> ParameterList::roleNames() const {
  return {{NameRole, "name"},           {HelpRole, "help"},         {PositionRole, "position"},
          {OriginRole, "origin"},       {NumberRole, "number"},     {NumberFromRole, "numberFrom"},
          {NumberToRole, "numberTo"},   {UnitRole, "unit"},         {ChoicesRole, "choices"},
          {ValueTextRole, "valueText"}, {LeadsRole, "leads"},       {LinkableRole, "linkable"},
          {LinkedRole, "linked"},       {MeasuredRole, "measured"}, {RegionRole, "region"},
          {ParameterRole, "parameter"}, {SharedRole, "shared"},     {FaceRole, "face"},
          {DirectionRole, "direction"}, {AnimatedRole, "animated"}, {KeyHereRole, "keyHere"},
          {KeyBeforeRole, "keyBefore"}, {KeyAfterRole, "keyAfter"}, {HeldRole, "held"},
          {EndsRole, "endWords"}};
}

QVariant ParameterList::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Parameter& p = at(index.row());
  const MixState& state = document_.state();
  switch (role) {
    case NameRole:
      return QString::fromUtf8(p.name);
    case HelpRole:
      return QString::fromUtf8(p.help);
    case PositionRole:
      return position(p, shown(p));
    case OriginRole:
      return origin(p);
    case NumberRole:
      return p.choices.empty() ? number(p, shown(p)) : placeOfChoice(p, shown(p), faces_);
    case NumberFromRole:
      return number(p, p.minimum);
    case NumberToRole:
      return number(p, p.maximum);
    case UnitRole:
      return QString::fromUtf8(p.unit);
    case ChoicesRole:
      return choices(p, faces_);
    case ValueTextRole:
      return valueText(p, shown(p));
    case LeadsRole:
      return leads(p);
    case LinkableRole:
      return followsAnother(p) || isMeasured(p);
    case MeasuredRole:
      return isMeasured(p);
    case ParameterRole:
      return index.row();
    case SharedRole:
      return leads(p) || followsAnother(p) || isMeasured(p);
    case RegionRole:
      return QString::fromUtf8(p.region);
    case DirectionRole:
      return p.direction;
    case FaceRole:
      return static_cast<int>(p.face);
    case LinkedRole:
      return (isMeasured(p) ? state.autoBalance : isLinked(state, p)) && findTrack(state.timeline, p.id) == nullptr;
    case AnimatedRole:
      return findTrack(state.timeline, p.id) != nullptr;
    case KeyHereRole:
      return findKey(state.timeline, p.id, document_.playhead()) != nullptr;
    case KeyBeforeRole:
      return neighbourKey(state.timeline, p.id, document_.playhead(), false).has_value();
    case KeyAfterRole:
      return neighbourKey(state.timeline, p.id, document_.playhead(), true).has_value();
    case EndsRole:
      return endsOf(p);
    case HeldRole:
      return isHeld(state, p);
    default:
      return {};
  }
}

void ParameterList::setAutoKey(bool on) {
  if (on == autoKey_) return;
  autoKey_ = on;
  Q_EMIT autoKeyChanged();
}

double ParameterList::shown(const Parameter& parameter) const {
  return valueAt(document_.state(), parameter, document_.paced(document_.playhead()));
}

void ParameterList::set(int row, double value) {
  const Parameter& p = at(row);
  if (!std::isfinite(value)) return;
  value = clamped(p, value);
  if (value == shown(p)) return;
  MixState next = document_.state();
  setShare(next, p, value, document_.playhead(), document_.paced(document_.playhead()), autoKey_);
  const QString name = row == 0 ? tr("Overall mix") : QString::fromUtf8(p.name);
  document_.adjust(tr("%1: %2").arg(name, valueText(p, value)), std::move(next), row);
}

void ParameterList::keepLocked(MixState& next) const {
  const Ticks now = document_.playhead();
  mien::keepLocked(next, document_.state(), now, document_.paced(now), autoKey_);
}

void ParameterList::setPosition(int row, double place) {
  set(row, at(row).minimum + place * (at(row).maximum - at(row).minimum));
}

void ParameterList::setNumber(int row, double typed) {
  set(row, isPercent(at(row)) ? typed / 100 : typed);
  finish();
}

void ParameterList::setChoice(int row, int choice) {
  const std::vector<int> values = shownValues(at(row), faces_);
  if (choice < 0 || choice >= std::ssize(values)) return;
  set(row, values[static_cast<std::size_t>(choice)]);
  finish();
}

void ParameterList::finish() {
  document_.finishAdjusting();
}

void ParameterList::reset(int row) {
  finish();
  const Parameter& p = at(row);
  const bool animated = findTrack(document_.state().timeline, p.id) != nullptr;
  if ((followsAnother(p) || isMeasured(p)) && !animated) return setLinked(row, true);
  set(row, p.standard);
  finish();
}

void ParameterList::setLinked(int row, bool linked) {
  finish();
  const Parameter& p = at(row);
  if (isMeasured(p)) return document_.setAutoBalance(linked);
  if (linked && isHeld(document_.state(), p)) return;
  MixState next = document_.state();
  if (linked) {
    mien::setLinked(next, p, true);
    keepLocked(next);
  } else {
    mien::setValue(next, p, shown(p));  // which leaves the link
  }
  const QString name = inWords(QString::fromUtf8(p.name));
  document_.commit(linked ? tr("Link %1").arg(name) : tr("Unlink %1").arg(name), std::move(next));
}

void ParameterList::letRegionsFollow() {
  finish();
  MixState next = document_.state();
  for (const Parameter& p : parametersOf(next))
    if (p.region[0] != '\0') mien::setLinked(next, p, true);
  keepLocked(next);
  document_.commit(tr("Regions follow the whole"), std::move(next));
}

void ParameterList::leaveDirections() {
  finish();
  MixState next = document_.state();
  next.directions.clear();
  std::erase_if(next.timeline.tracks, [](const Track& track) { return findParameter(track.parameter)->direction; });
  document_.commit(tr("No directions"), std::move(next));
}

void ParameterList::toggleKey(int row) {
  finish();
  const Parameter& p = at(row);
  MixState next = document_.state();
  if (isHeldTrack(next, p)) return heldBack();
  const QString name = inWords(QString::fromUtf8(p.name));
  if (findKey(next.timeline, p.id, document_.playhead()) != nullptr) {
    removeKeys(next, {{p.id, document_.playhead()}}, document_.paced(document_.playhead()));
    return document_.commit(tr("Remove a keyframe of %1").arg(name), std::move(next));
  }
  setKey(next.timeline, p.id, document_.playhead(), shown(p));
  document_.commit(tr("Keyframe of %1").arg(name), std::move(next));
}

void ParameterList::apply(const ParameterValues& values, const QString& stepName) {
  finish();
  MixState asked = document_.state();
  asked.timeline.tracks.clear();
  setParameterValues(asked, values);
  MixState next = document_.state();
  setParameterValues(next, values);
  for (const Parameter& p : parametersOf(next))
    if (!isMeasured(p) && (findTrack(next.timeline, p.id) != nullptr || (autoKey_ && !isLinked(asked, p))))
      setKey(next.timeline, p.id, document_.playhead(), valueOf(asked, p));
  keepLocked(next);
  document_.commit(stepName, std::move(next));
}

void ParameterList::keyEverything() {
  finish();
  MixState next = document_.state();
  // A direction that nobody goes, a variation of nothing and a keeper who keeps nothing are not there.
  const auto idle = [&](const Parameter& p) {
    const std::string_view id = p.id;
    return (p.direction || id.starts_with("keep-") || id.starts_with("variation") || id == "path") &&
           shown(p) == p.standard;
  };
  for (const Parameter& p : parametersOf(next))
    if (!isHeldTrack(next, p) &&
        (!(isLinked(next, p) || isMeasured(p) || idle(p)) || findTrack(next.timeline, p.id) != nullptr))
      setKey(next.timeline, p.id, document_.playhead(), shown(p));
  document_.commit(tr("Keyframe of everything"), std::move(next));
}

void ParameterList::countFaces(std::size_t faces) {
  const auto rows = static_cast<int>(parametersOf(faces).size());
  if (rows > count()) {
    beginInsertRows({}, count(), rows - 1);
    faces_ = faces;
    endInsertRows();
  } else if (rows < count()) {
    beginRemoveRows({}, rows, count() - 1);
    faces_ = faces;
    endRemoveRows();
  } else {
    return;
  }
  Q_EMIT countChanged();
}

void ParameterList::refresh() {
  QStringList own;
  const MixState& state = document_.state();
  countFaces(state.faces.size());
  for (const Parameter& p : parametersOf(state)) {
    const QString region = QString::fromUtf8(p.region);
    if (!region.isEmpty() && !own.contains(region) &&
        (!isLinked(state, p) || findTrack(state.timeline, p.id) != nullptr))
      own.append(region);
  }
  if (std::exchange(ownRegions_, own) != own) Q_EMIT ownRegionsChanged();
  Q_EMIT dataChanged(index(0), index(count() - 1));
}

}  // namespace mien
