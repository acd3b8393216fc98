package rollcall.simulator.people;

import java.time.ZoneId;

/// Simulated person.
///
/// @param id in Slack's form: `U` and ten capitals and digits
/// @param handle the short name, unique in the workspace
/// @param displayName the chosen name; may be empty, as Slack allows
public record Employee(
    String id,
    String handle,
    String realName,
    String displayName,
    String title,
    Team team,
    ZoneId zone,
    WorkPattern workPattern) {}
