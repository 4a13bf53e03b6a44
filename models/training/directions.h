#pragma once
#include <filesystem>

namespace mien::training {

struct DirectionsOptions {
  std::filesystem::path cache, models, teachers;
  std::filesystem::path run;  ///< codes.pt, directions.pt and report.json lie here
  int64_t faces = 32;         ///< train faces for each correction
  int64_t valFaces = 64;      ///< for purity; a quarter of them for the safe ranges
  int corrections = 2;
};

/// Fits directions in the portrait pack's latent space on the train split and measures them on val. Named ones are
/// regressed jointly, with what else tells people apart as covariates, then corrected by the effects that they show
/// when train faces moved along them are drawn and looked at (see fit_directions.h). Throws std::runtime_error with one
/// sentence.
void trainDirections(const DirectionsOptions& options);

/// Measures the axes of the pack `models`/directions again, as trainDirections() does, for the decoder may have been
/// trained on: report.json alone. Throws as above.
void measureDirections(const DirectionsOptions& options);

/// A contact sheet of the run's directions, one a row, amounts −3..+3 of val faces, as PPM. Throws as above.
void writeDirectionsSheet(const DirectionsOptions& options, const std::filesystem::path& file);

/// For each measure taken from pixels or landmarks, the 24 train photographs with the least and the 24 with the most,
/// as FOLDER/MEASURE.ppm: does the measure see what its name says? Throws as above.
void writeExtremes(const DirectionsOptions& options, const std::filesystem::path& folder);

}  // namespace mien::training
