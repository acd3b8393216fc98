package rollcall.ui;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import rollcall.presence.UserId;

/// What to export.
///
/// @param people whose timecards
/// @param from the first day, inclusive
/// @param to the last day, inclusive
/// @param zone whose midnights split the days
/// @param spreadsheet true: BOM, and delimiter and decimal mark of `locale`; false: UTF-8, comma
///   and point
/// @param guard whether cells that a spreadsheet could run as a formula are protected
public record ExportRequest(
    Set<UserId> people,
    LocalDate from,
    LocalDate to,
    ZoneId zone,
    boolean spreadsheet,
    Locale locale,
    boolean guard) {}
