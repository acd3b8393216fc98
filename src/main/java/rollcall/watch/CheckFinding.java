package rollcall.watch;

import org.jspecify.annotations.Nullable;
import rollcall.language.Sentence;

/// Finding of one step of a [ConnectionCheck]; holds no secret.
public sealed interface CheckFinding {
  /// The host was found.
  ///
  /// @param host the host: of the proxy, which looks up Slack itself, or else of Slack
  /// @param address its IP address
  record NameFound(String host, String address) implements CheckFinding {}

  /// The connection is open.
  ///
  /// @param route the proxy and its origin, or why there is none
  record Connected(Sentence route) implements CheckFinding {}

  /// The certificate is trusted.
  ///
  /// @param issuer common name of the authority
  /// @param knownToJava whether Java itself trusts the authority, and not only this computer
  record CertificateTrusted(String issuer, boolean knownToJava) implements CheckFinding {}

  /// The address is on this machine and has no encryption.
  record NotEncrypted() implements CheckFinding {}

  /// Slack accepts the token.
  ///
  /// @param workspace name of the workspace
  /// @param id id of the workspace
  /// @param user handle of the token's own user
  record TokenAccepted(String workspace, String id, String user) implements CheckFinding {}

  /// The first page of the user list arrived.
  ///
  /// @param count members on that page
  /// @param isPartial whether there are more pages
  record PeopleListed(int count, boolean isPartial) implements CheckFinding {}

  /// Slack reports presence.
  record PresenceRead(boolean isActive) implements CheckFinding {}

  /// The live connection was opened, and closed again.
  record LiveOpened() implements CheckFinding {}

  /// Slack reports Do Not Disturb.
  record DndRead() implements CheckFinding {}

  /// The step failed.
  ///
  /// @param route as in [Connected], for the step that connects; otherwise null
  record Failed(Problem problem, @Nullable Sentence route) implements CheckFinding {}

  /// There is no token to send.
  record NoToken() implements CheckFinding {}

  /// The step depends on one that failed.
  record NotTried() implements CheckFinding {}
}
