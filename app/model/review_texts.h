#pragma once
#include <QImage>
#include <QString>
#include <QStringList>
#include <span>

#include "core/record/cost.h"
#include "core/record/output.h"
#include "core/record/review_store.h"

namespace mien {

// What the review page says of outputs, for people.

QStringList stateNames();                  ///< in the order of OutputState
QStringList outcomeNames();                ///< in the order of RecordedOutcome
QStringList labelNames();                  ///< in the order of kLabels
int labelIndex(const std::string& label);  ///< into these; 0 for what is no label
QString kindText(OutputKind kind);

/// "Drawn from the model", "Photograph 1a2b3c4d".
QString faceText(const InputFace& face);

/// A moment (UTC in ms since 1970) by the local clock: "Today, 14:32", "Yesterday, 09:05", "12 Mar 2026, 16:40".
QString momentText(std::int64_t ms);

/// The names of rules by their ids: "Pose · Sharpness".
QString rulesText(std::span<const std::string> ids);

/// What a step of a review did: "Approved", "Flagged again", "Commented".
QString decisionText(const Decision& decision);

/// "410 MB"
QString bytesText(std::int64_t bytes);

/// "3.2 s · 0.9 s CPU · 410 MB · 0.01 Wh", adding up what is known; empty for no cost.
QString costText(std::span<const Cost> costs);

/// A recipe or timeline as names, each with its value behind it; empty when the text is neither.
QStringList recipeTexts(const std::string& json);

/// "1 output", "14 outputs".
QString outputsText(std::int64_t count);

/// The first eight digits.
QString shortHash(const std::string& hash);

/// A PNG or JPEG out of the record; null when it is neither.
QImage pictureOf(const std::vector<std::uint8_t>& bytes);

}  // namespace mien
