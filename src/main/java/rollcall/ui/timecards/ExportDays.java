package rollcall.ui.timecards;

import java.time.LocalDate;

/// Some days in a row.
///
/// @param from the first
/// @param to the last, inclusive
public record ExportDays(LocalDate from, LocalDate to) {}
