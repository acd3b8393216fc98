package rollcall.slack;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Identity of a token: the response of `auth.test`.
///
/// @param url address of the workspace, such as `https://acme.slack.com/`
/// @param team name of the workspace
/// @param teamId id of the workspace (`T…`), or of the organization (`E…`) for a token that belongs
///   to no single workspace
/// @param user handle of the token's own user
/// @param userId id of the token's own user (`U…` or `W…`)
/// @param botId id of the bot (`B…`); null unless the token is a bot's
/// @param enterpriseId id of the organization of the workspace (`E…`), or null
/// @param enterpriseInstall whether the token is valid for the whole organization; many methods
///   then require the argument `team_id`
public record AuthTest(
    URI url,
    String team,
    String teamId,
    String user,
    String userId,
    @Nullable String botId,
    @Nullable String enterpriseId,
    boolean enterpriseInstall) {}
