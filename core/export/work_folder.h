#pragma once
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>

#include "core/export/film_spec.h"
#include "core/film/join.h"

namespace mien {

/// Whether `work` was begun by an export of the film that `key` names.
bool isWorkOf(const std::filesystem::path& work, const std::string& key);

/// Leaves what isWorkOf() but for files that were being written; else makes an empty folder. Removes what a killed
/// run has left beside its output. Errors: Disk.
Result<void> prepareWork(const std::filesystem::path& work, const std::string& key);

/// Where a PNG sequence is made.
std::filesystem::path picturesOf(const std::filesystem::path& work);

/// Whether a run has begun to put the output into place, and may have been killed before it could say that it has.
bool isPlacing(const std::filesystem::path& work);

/// Joins the segments in `work` into `output`, unless it lies there already. Errors: as checkFilmOutput, joinSegments.
Result<FilmWritten> placeFilm(const Ffmpeg& ffmpeg, const FilmSettings& settings, const FilmSpec& spec,
                              const std::filesystem::path& work, std::span<const int> lengths,
                              const std::filesystem::path& output, const std::string& xmp, const std::stop_token& stop,
                              const Coded& coded);

/// Whether `output` is the folder that was made in `work`.
bool isPlaced(const std::filesystem::path& work, const std::filesystem::path& output);

/// Forgets a placing that has left other pictures in `work` than those that were made there: a folder that they have
/// replaced.
void dropReplaced(const std::filesystem::path& work);

/// Moves the pictures 0..count-1 in `work` to `output`; a folder that they replace stays there until they can have its
/// name, and when that fails. Errors: as checkFilmOutput, moveFramesIntoPlace.
Result<void> placePictures(const FilmSpec& spec, const std::filesystem::path& work, int count,
                           const std::filesystem::path& output, const std::stop_token& stop);

/// Removes a work folder, and what a killed run has left beside its output.
void removeWork(const std::filesystem::path& work, std::error_code& error);

}  // namespace mien
