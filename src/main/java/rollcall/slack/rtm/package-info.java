package rollcall.slack.rtm;
