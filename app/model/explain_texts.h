#pragma once
#include <QString>
#include <QStringList>
#include <QVariantList>

#include "core/gate/explain.h"

namespace mien {

class TrainingPictures;

// What the window says of an explanation. Lengths are shares of their axis, 0 to 1; texts are for people.

/// [{name, about: source and licence, credit: who made the set, or empty, picture, pictured: there is one, distance,
/// near: it is below the alarm}]
QVariantList nearestRows(const Explanation& explanation, const TrainingPictures& pictures);
/// The same of those that look most like it; near is false.
QVariantList alikeRows(const Explanation& explanation, const TrainingPictures& pictures);
/// [{name, shape: [one a face], texture: [one a face], shapeText, textureText}]; no shape and no texture are empty
/// lists.
QVariantList regionRows(const Explanation& explanation);
/// [{name, row: in parameters(), region, face, value, length, pixels, identity}], largest change first; those that do
/// nothing last.
QVariantList sliderRows(const Explanation& explanation);

/// One sentence for each thing that one face keeps of itself.
QStringList keptTexts(const Kept& kept);

/// One sentence when the mix is nearly a training photograph, or empty.
QString alarmText(const Explanation& explanation);
/// From which distance on it would be, or that nothing is known.
QString alarmNoteText(const Explanation& explanation);

}  // namespace mien
