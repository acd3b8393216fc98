package rollcall.ui.text;

/// User actions that resolve a problem.
public enum NoticeAction {
  /// Enter another token.
  PASTE_TOKEN,
  /// Retry now.
  RETRY,
  /// Check the connection step by step.
  CHECK_CONNECTION,
  /// Open the connection settings.
  CONNECTION_SETTINGS,
  /// Open the settings of recording hours and retention.
  RECORDING_SETTINGS,
  /// Open the proxy settings.
  PROXY_SETTINGS,
  /// Open Slack's page of the user's apps.
  SLACK_APPS,
  /// Open Slack's page for creating an app.
  NEW_SLACK_APP,
  /// Open Slack's page about its live connection.
  LIVE_HELP,
  /// Open Slack's status page.
  SLACK_STATUS,
  /// Copy the manifest of a Slack app.
  COPY_MANIFEST,
  /// Accept a certificate that this computer trusts.
  USE_CERTIFICATES,
  /// Delete the token.
  DISCONNECT,
  /// Enter the password of the server with the shared record.
  SERVER_PASSWORD,
  /// Store the token in a file.
  STORE_IN_FILE,
  /// Copy the details for a support request.
  COPY_DETAILS,
  /// Open the history folder.
  DATA_FOLDER,
  /// Discard entries dated in the future.
  SET_ASIDE,
  /// Close the notice about this computer.
  CLOSE_LOCAL_NOTICE,
  /// Open the people picker.
  CHOOSE_PEOPLE,
  /// Watch the new members of followed groups.
  ADMIT,
  /// Don't watch the new members of followed groups.
  DECLINE,
  /// Remove the alert or message that has ended.
  CLOSE_TRIGGER,
  /// Show all waiting alerts and messages.
  SHOW_TRIGGERS,
  /// Close the banner.
  DISMISS
}
