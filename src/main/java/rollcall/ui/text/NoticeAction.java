package rollcall.ui.text;

/// What a person can do about a problem.
public enum NoticeAction {
  /// Give another token.
  PASTE_TOKEN,
  /// Try now.
  RETRY,
  /// See the settings of the connection.
  CONNECTION_SETTINGS,
  /// See the settings of the proxy.
  PROXY_SETTINGS,
  /// Go to the page where Slack lists one's apps.
  SLACK_APPS,
  /// Go to the page where a Slack app is made.
  NEW_SLACK_APP,
  /// Go to the page on which Slack says whether it is well.
  SLACK_STATUS,
  /// Take the facts along for somebody who can help.
  COPY_DETAILS,
  /// See the folder of the history.
  DATA_FOLDER,
  /// Set aside what was recorded by a clock that was wrong.
  SET_ASIDE,
  /// It has been read.
  FORGET_TROUBLE,
  /// Choose whom to watch.
  CHOOSE_PEOPLE,
  /// Watch those who came into what is followed.
  ADMIT,
  /// Do not watch those who came into what is followed.
  DECLINE,
  /// Leave it as it is.
  DISMISS
}
