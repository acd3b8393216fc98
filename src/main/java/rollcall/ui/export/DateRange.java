package rollcall.ui.export;

import java.time.LocalDate;

/// Range of days.
///
/// @param from the first day
/// @param to the last day, inclusive
public record DateRange(LocalDate from, LocalDate to) {}
