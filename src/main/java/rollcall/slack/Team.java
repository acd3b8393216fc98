package rollcall.slack;

/// A workspace.
///
/// @param id `T…`
/// @param domain the first part of `<domain>.slack.com`, or blank
public record Team(String id, String name, String domain) {}
