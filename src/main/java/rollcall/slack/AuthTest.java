package rollcall.slack;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Identity of a token: the response of `auth.test`.
///
/// @param url the address of the workspace
/// @param team the name of the workspace
/// @param teamId the id of the workspace (`T…`), or of the organization (`E…`) for a token that
///   belongs to no single workspace
/// @param user the handle of the token's own user
/// @param userId the id of the token's own user
/// @param botId the bot's id (`B…`), or null when the token is not a bot's
/// @param enterpriseId the organization (`E…`) of the workspace, or null
/// @param enterpriseInstall whether the token is good for the whole organization: many methods then
///   want an argument `team_id`
public record AuthTest(
    URI url,
    String team,
    String teamId,
    String user,
    String userId,
    @Nullable String botId,
    @Nullable String enterpriseId,
    boolean enterpriseInstall) {}
