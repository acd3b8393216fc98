/// RTM client: one live connection to Slack's RTM API, and the guide to it.
///
/// ```java
/// try (RtmClient rtm = RtmClient.builder(SlackToken.fromEnvironment()).build()) {
///   rtm.on(RtmEvent.PresenceChange.class,
///       change -> System.out.println(change.at() + " " + change.users() + " " + change.presence()));
///   rtm.onLifecycle(System.out::println);
///   rtm.subscribePresence(List.of("U0123456789", "U9876543210"));
///   rtm.start().join();
///   Thread.sleep(Duration.ofHours(8));
/// }
/// ```
///
/// [RtmClient][rollcall.slack.rtm.RtmClient] connects and stays connected: it detects a silent,
/// closed or stalled connection, waits within Slack's rate limits, reconnects, and subscribes to
/// presence again on each new connection. It stops only for a permanent failure, such as a revoked
/// token, and reports it as [Disconnected][rollcall.slack.rtm.LifecycleEvent.Disconnected].
///
/// **Events.** [RtmEvent][rollcall.slack.rtm.RtmEvent] is an event from Slack, with its whole frame
/// in `json()`; [LifecycleEvent][rollcall.slack.rtm.LifecycleEvent] is a change of the connection.
/// Both are sealed, carry the time of receipt, and arrive in order on one thread of the client, so
/// that a slow listener does not affect the connection; `listenerExecutor` chooses another. RTM
/// replays nothing: between the `lastHeard` of a loss and the first `presence_change` afterwards,
/// presence is unknown. At `goodbye`, and before the eighth hour after which Slack ends every
/// connection, a new session takes over before the old one is closed, and no event is lost.
///
/// **Listeners** are added for a Java type, for one of Slack's types (`"reaction_added"`), for a
/// type and subtype (`"message::channel_name"`), for all events, for raw frames, or for sent ones.
/// Each call returns a [Subscription][rollcall.slack.rtm.Subscription] that removes the listener.
///
/// **Presence** subscriptions are sent again on each connection. Slack confirms none; so a user
/// without presence data is queried, and if that fails reported as
/// [PresenceUnconfirmed][rollcall.slack.rtm.PresenceUnconfirmed]. Every 15 minutes the whole
/// subscription is verified in the same way.
///
/// **With the Web API.** Find a channel and send a message to it:
///
/// ```java
/// Optional<Conversation> channel =
///     web.conversations().list().stream().filter(Conversation::member).findFirst();
/// channel.ifPresent(to -> rtm.sendMessage("Hello, world!", to.id()));
/// ```
///
/// Keep timecards of the members of one channel, following who joins and who leaves:
///
/// ```java
/// String channel = "C0123456789";
/// rtm.on(RtmEvent.PresenceChange.class,
///     change -> change.users().forEach(user -> note(user, change.presence(), change.at())));
/// rtm.on(RtmEvent.MemberJoinedChannel.class, joined -> {
///   if (joined.channel().equals(channel)) {
///     rtm.addPresence(List.of(joined.user()));
///   }
/// });
/// rtm.on(RtmEvent.MemberLeftChannel.class, left -> {
///   if (left.channel().equals(channel)) {
///     rtm.removePresence(List.of(left.user()));
///   }
/// });
/// rtm.onLifecycle(LifecycleEvent.Reconnecting.class, lost -> unknownSince(lost.lastHeard()));
/// rtm.onLifecycle(LifecycleEvent.Disconnected.class, gone -> unknownSince(gone.lastHeard()));
/// rtm.addPresence(web.conversations().members(channel).all());
/// rtm.start();
/// ```
///
/// Both are run as `rollcall.slack.examples` among the tests.
///
/// **Errors** are a [SlackException][rollcall.slack.SlackException], and a `switch` over it needs
/// no `default`:
///
/// ```java
/// rtm.sendMessage("Hello, world!", channel).exceptionally(failure -> {
///   System.err.println(switch ((SlackException) failure) {
///     case SlackException.NotSent here -> "this client did not send it: " + here.reason();
///     case SlackException.SendRefused there -> "Slack refused it with number " + there.code();
///     case SlackException.NoReply _ -> "it is unknown whether Slack received it";
///     case SlackException.Platform _, SlackException.RateLimited _, SlackException.Http _,
///         SlackException.Request _, SlackException.Socket _, SlackException.Stalled _ ->
///         failure.getMessage();
///   });
///   return null;
/// });
/// ```
///
/// **Durations.** `rtm.connect` may take 30 s, opening the socket 10 s, and Slack's `hello` another
/// 10 s; then the attempt counts as failed. Before the next one the client waits, at random, up to
/// 1 s, 2 s, 4 s, 8 s; this is the maximum while Slack cannot be reached, or after the loss of a
/// connection that lasted 20 s. After attempts that Slack answered and that still failed, and after
/// shorter connections, the delay grows to 5 min, also between handovers of sessions that get their
/// `goodbye` in less than a minute; it is reset once a connection has lasted a minute. A refusal
/// with HTTP 4xx counts as an answer of Slack. Of the calls of `rtm.connect` that Slack answered,
/// at most three are made at once, then four a minute; no call is made before the end of a
/// `Retry-After`. Calls that Slack did not answer, because a network's sign-in page did or nothing,
/// are limited by the delays above alone. `start()` and `reconnectNow()` skip these delays, at most
/// one call ahead of the limit. A disconnect takes at most 5 s.
///
/// **Tokens.** Tokens of classic apps only; Slack answers others with `not_allowed_token_type` or
/// `missing_scope`. Facts of the protocol: <https://docs.slack.dev/legacy/legacy-rtm-api>.
///
/// ## Beside Slack's guide to its client for Node
///
/// Every heading, promise, event, method and option of that guide, and of the client that it
/// describes; the equivalent here, and the reason for a difference; and the test that shows it.
///
/// | there | here | shown by |
/// |---|---|---|
/// | **Connecting and sending a message** | `RtmClient.builder(token).build()`, `start()`, `sendMessage` | `RtmClientTest#aClientConnectsSubscribesAndHearsOfPresence`, `SendingTest#aMessageCompletesWithSlacksReply` |
/// | **Receiving messages** | `on("message", …)` or `on(RtmEvent.Message.class, …)` | `ListenerLoadTest#aBotHearsWhatIsSaidAndKnowsItsOwnWords`, `RtmEventDecoderTest#aMessageSaysWhoWroteWhatAndWhere` |
/// | **Combining with the WebClient** | `rollcall.slack.web` beside this package; the two examples above | `ExamplesTest#aChannelIsFoundAndHelloIsSaidThere`, `ExamplesTest#timecardsFollowTheMembersOfAChannelAndAdmitGaps` |
/// | **Lifecycle events** | the sealed `LifecycleEvent`; each has Slack's `name()` | `RtmClientTest#theLifecycleEventsHaveSlacksNamesInSlacksOrder` |
/// | **Listening for message subtypes** | `on("message::channel_name", …)` | `ListenerLoadTest#anEventIsHeardByAllByItsTypeItsSubtypeAndItsJavaType` |
/// | **Handling other events** | `on("reaction_added", …)`; what is not modeled is `RtmEvent.Other`, whole | `ReferenceClientBugsTest#anUnknownTypeArrivesWhole` |
/// | **Subscribing to presence updates** | `subscribePresence`; remembered, sent again and verified, which the guide leaves to you | `NodeDefectsTest#anEarlierPresenceSubscriptionIsSentAgain`, `SubscriptionFlowTest#usersWithoutPresenceAreQueriedAndThenReportedAsUnconfirmed` |
/// | **Workspace cache on connect** | `useRtmConnect(false)`; `ConnectResponse.cache()`. Slack sends none since 2022 | `RtmClientTest#theHistoricStartBringsTheWorkspace`, `WebMethodsTest#rtmStartMayStillSendTheWorkspace` |
/// | **Customizing the logger** | `logger(…)`, `logLevel(…)` | `LoggingTest#nothingIsLoggedAtInfoWhileNothingIsWrong`, `LoggingTest#whatGoesWrongIsLoggedByItsWeight` |
/// | **Custom agent for proxy support** | `proxy(ProxySettings)`: one setting for HTTP and socket, none to install | `NetworksTest#oneProxyWithSignInCarriesBothHttpAndTheSocket`, `NetworksTest#theEnvironmentsProxyCarriesBothToo` |
/// | event emission | `on…`, each with a `Subscription` to stop it | `ListenerLoadTest#theHandleStopsTheListening` |
/// | message queuing | the queue survives reconnections, and keeps Slack's pace | `NodeDefectsTest#whatIsSaidDuringAnOutageIsSentAfterItAndTheIdsGoOn`, `NodeDefectsTest#aBurstOfTwelveSendsIsEightAtOnceAndThenOneASecond` |
/// | connection state management | a pure machine; every state × input is tested | `ConnectionStateMachineTest#everySignalInEveryStateLeadsWhereTheTableSays`, `ConnectionPropertyTest#fromWhateverStateAStartLeadsToReadyOnceTheWorldIsWell` |
/// | keep-alive processing | any frame proves life; a ping after 6 s, the end after 10 s | `NodeDefectsTest#withoutPongTheConnectionIsLostAfterTenSeconds`, `ReferenceClientBugsTest#anyFrameProvesLifeAndNoPingIsSentWhileFramesCome` |
/// | automatic reconnection | with jitter, backoff and a budget: no storm | `ReconnectStormTest#aSocketThatAnswers503CostsSixCallsAMinute` |
/// | message serialization | records in, plain Java out | `RtmEventDecoderTest#theControlEventsAreRead`, `SendingTest#anythingElseCanBeSentWithAndWithoutReply` |
/// | convenience methods | `sendMessage`, `sendTyping`, `subscribePresence` | `SendingTest#aMessageCompletesWithSlacksReply`, `SendingTest#typingGoesOutEveryThreeSecondsAChannelAtMost`, `NodeDefectsTest#anEarlierPresenceSubscriptionIsSentAgain` |
/// | error handling | the sealed `SlackException`; `kind()` is the name of the guide's `ExceptionFingerprint` | `SlackExceptionTest#everyFailureHasTheNameThatSlacksOwnClientsGiveIt`, `SendingTest#aRefusalCarriesSlacksNumberAndWords` |
/// | its `ExceptionFingerprint`: `SendWhileDisconnectedError`, `SendWhileNotReadyError` | `NotSent` with the reason `DISCONNECTED` or `CLOSED`, `NOT_READY` | `SendingTest#sendGoesOutNowOrNotAtAll` |
/// | `SendMessagePlatformError` | `SendRefused`, with Slack's number and words | `SendingTest#aRefusalCarriesSlacksNumberAndWords` |
/// | `NoReplyReceivedError` | `NoReply` | `NodeDefectsTest#anAckLostByACloseFailsItsMessageAndNothingElse` |
/// | `WebsocketError` | `Socket` | `ListenerLoadTest#anUnreadableFrameIsReportedAndEndsNothing`, `RtmClientTest#withoutAutoReconnectALossIsTheEnd` |
/// | `RequestError`, `HTTPError`, `PlatformError`, `RateLimitedError` | `Request`, `Http`, `Platform`, `RateLimited` | `NodeDefectsTest#aRefusedConnectionIsReported`, `NodeDefectsTest#everyHttp500IsReported`, `NodeDefectsTest#aWrongTokenIsTriedOnceAndStops`, `NodeDefectsTest#retryAfterIsKeptAndNotExceeded` |
/// | `KeepAliveConfigError`, `KeepAliveClientNotConnected`, `KeepAliveInconsistentState` | none: a time-out that makes no sense is an `IllegalArgumentException`, and pings are part of the one machine | `RtmClientTest#optionsThatMakeNoSenseAreRefused` |
/// | logging | the platform's `System.Logger`, four levels, never message text | `LoggingTest#atDebugEverythingIsLoggedButMessageText` |
/// | configurability | `RtmClientBuilder` | `RtmClientTest#theTimeOutsOfTheGuideAreOptions` |
/// | event `disconnected` | `LifecycleEvent.Disconnected`, with the reason | `NodeDefectsTest#aWrongTokenIsTriedOnceAndStops` |
/// | event `connecting` | `LifecycleEvent.Connecting`, with the number of the attempt | `NodeDefectsTest#aServerThatClosesIsConnectedToAgainWithinASecond` |
/// | event `authenticated` | `LifecycleEvent.Authenticated`, with the `ConnectResponse` | `RtmClientTest#startAnswersWhoWeAre` |
/// | event `connected` | `LifecycleEvent.Connected` | `RtmClientTest#theLifecycleEventsHaveSlacksNamesInSlacksOrder` |
/// | event `ready` | `LifecycleEvent.Ready`, at once after `hello`: there it is up to 2 s later | `NodeDefectsTest#afterHelloTheFirstConnectionIsReadyAtOnce` |
/// | event `disconnecting` | `LifecycleEvent.Disconnecting` | `ReferenceClientBugsTest#aDeafServerCannotKeepUsFromLeaving` |
/// | event `reconnecting` | `LifecycleEvent.Reconnecting`, with reason, next attempt and the last frame | `ReferenceClientBugsTest#aComputerThatSleptReconnectsAndSaysSinceWhenItWasDeaf`, `ReferenceClientBugsTest#aConnectionCanBeMadeAnewByHand` |
/// | event `error` | `LifecycleEvent.Problem`; a listener may be missing, and nothing is thrown | `ListenerLoadTest#anUnreadableFrameIsReportedAndEndsNothing` |
/// | event `unable_to_rtm_start` | `LifecycleEvent.UnableToRtmStart`, after every failed call: there some are silent | `NodeDefectsTest#everyHttp500IsReported` |
/// | event `slack_event` | `onEvent(…)`; the type is the event's `type()` | `ListenerLoadTest#anEventIsHeardByAllByItsTypeItsSubtypeAndItsJavaType` |
/// | event `{type}` | `on(type, …)`, with the event alone, as the guide's client really does | `ListenerLoadTest#anEventIsHeardByAllByItsTypeItsSubtypeAndItsJavaType` |
/// | event `{type}::{subtype}` | `on("type::subtype", …)` | `ListenerLoadTest#anEventIsHeardByAllByItsTypeItsSubtypeAndItsJavaType` |
/// | event `raw_message` | `onRawMessage(…)` | `ListenerLoadTest#anEventIsHeardByAllByItsTypeItsSubtypeAndItsJavaType` |
/// | event `outgoing_message` | `onOutgoingMessage(…)` | `ListenerLoadTest#outgoingFramesAreHeard` |
/// | event `reconnect_url` | received without its address, which is a secret and not used: Slack calls it experimental | `ReferenceClientBugsTest#theReconnectUrlIsKeptToItself` |
/// | `new RTMClient(token, options)` | `RtmClient.builder(token)…build()` | `RtmClientTest#aClientConnectsSubscribesAndHearsOfPresence`, `RtmClientTest#optionsThatMakeNoSenseAreRefused` |
/// | `start(options)` | `start()`; the options are the builder's, and used at every attempt | `RtmClientTest#startAnswersWhoWeAre` |
/// | `disconnect()` | `disconnect()`, and `close()` for good | `NodeDefectsTest#disconnectStraightAfterStartDisconnects`, `RtmClientTest#startDisconnectAndCloseAreSafeInEveryStateAndFromEveryThread` |
/// | `on(event, listener)` | `on`, `onEvent`, `onLifecycle`, `onRawMessage`, `onOutgoingMessage`, `onPresenceUnconfirmed`, `onPresenceMismatch` | `ListenerLoadTest#eventsArriveInOrderOneAtATime`, `ListenerLoadTest#aListenerThatThrowsHasNoEffect`, `ListenerLoadTest#aListenerThatHangsKeepsNeitherTheConnectionNorTheSending` |
/// | `activeUserId`, `activeTeamId` | `ConnectResponse.selfId()`, `.team()`, from `start()` or `authenticated` | `RtmClientTest#startAnswersWhoWeAre` |
/// | `sendMessage(text, conversation)` | `sendMessage`; at most 4,000 characters | `SendingTest#aTextOfMoreThanFourThousandCharactersIsRefusedAtOnce` |
/// | `sendTyping(conversation)` | `sendTyping`; every 3 s at most | `SendingTest#typingGoesOutEveryThreeSecondsAChannelAtMost` |
/// | `subscribePresence(userIds)` | `subscribePresence`, and also `addPresence`, `removePresence`, `queryPresence` | `ReferenceClientBugsTest#theClientRemembersTheListAndPeopleComeAndGo`, `SubscriptionFlowTest#aListThatIsTooLongIsRefusedAndTheOneBeforeItStands`, `SubscriptionFlowTest#aQueryIsOneQuestionOfAtMostFiveHundred` |
/// | `addOutgoingEvent(awaitReply, type, body)` | the same; the next message does not wait for the reply of the last | `SendingTest#anythingElseCanBeSentWithAndWithoutReply` |
/// | `send(type, body)` | the same; also refused when it would be too fast | `SendingTest#sendGoesOutNowOrNotAtAll` |
/// | `web.channels.list()` | `web.conversations().list()`: Slack retired the old method in 2021 | `ExamplesTest#aChannelIsFoundAndHelloIsSaidThere` |
/// | `web.users.getPresence({ user })` | not needed: Slack sends the presence of a new user; else `web.users().getPresence(user)` | `ExamplesTest#timecardsFollowTheMembersOfAChannelAndAdmitGaps` |
/// | events `member_joined_channel`, `member_left_channel` | `RtmEvent.MemberJoinedChannel`, `RtmEvent.MemberLeftChannel` | `RtmEventDecoderTest#peopleAndPlacesAreRead` |
/// | event `presence_change` | `RtmEvent.PresenceChange`: always a list of `users`, in both of Slack's shapes | `ReferenceClientBugsTest#presenceIsUnderstoodInBothShapes` |
/// | option `batch_presence_aware` | `batchPresenceAware(…)`; on by default | `NodeDefectsTest#theTokenIsInTheHeaderAndBatchesAreAskedForByANumber` |
/// | other options of `start` | `startArg(name, value)` | `RtmClientTest#theHistoricStartBringsTheWorkspace` |
/// | option `useRtmConnect` | `useRtmConnect(…)` | `RtmClientTest#theHistoricStartBringsTheWorkspace` |
/// | option `logLevel` | `logLevel(…)` | `LoggingTest#aLevelKeepsTheRestAway` |
/// | option `logger` | `logger(…)`: a function of level and line, or a `System.Logger` | `LoggingTest#whatGoesWrongIsLoggedByItsWeight`, `LoggingTest#thePlatformsLoggingFacadeIsUsed` |
/// | option `agent` | `proxy(…)`: system, environment, fixed with sign-in, none | `NetworksTest#oneProxyWithSignInCarriesBothHttpAndTheSocket`, `NetworksTest#theEnvironmentsProxyCarriesBothToo`, `ProxySettingsTest#whatIsOnThisMachineGoesThroughNoProxyWhateverTheSystemSays`, `SocketConnectorTest#noProxyMeansNoneWhateverThePlatformSettings`, `SocketConnectorTest#aProxyThatRefusesTheSocketIsDistinguished` |
/// | option `slackApiUrl` | `apiUrl(…)` | `NodeDefectsTest#theTokenIsInTheHeaderAndBatchesAreAskedForByANumber`, `RtmClientTest#optionsThatMakeNoSenseAreRefused` |
/// | option `autoReconnect` | `autoReconnect(…)` | `RtmClientTest#withoutAutoReconnectALossIsTheEnd` |
/// | option `clientPingTimeout` | `clientPingTimeout(…)`: since the last frame of either kind came, not since the last that went out | `RtmClientTest#theTimeOutsOfTheGuideAreOptions` |
/// | option `serverPongTimeout` | `serverPongTimeout(…)`: need not be the smaller one | `RtmClientTest#theTimeOutsOfTheGuideAreOptions` |
/// | option `replyAckOnReconnectTimeout` | `replyAckOnReconnectTimeout(…)`: delays nothing | `RtmClientTest#theTimeOutsOfTheGuideAreOptions` |
/// | option `retryConfig` | none: one backoff for call and socket, so that waits do not add up | `NodeDefectsTest#retryAfterIsKeptAndNotExceeded` |
/// | option `tls` | `tls(SSLContext)`; host names are always checked | `NetworksTest#aCompanysOwnAuthorityIsTrustedOnceItsFileIsGiven`, `NetworksTest#withoutItsFileTheAuthorityIsAStrangerWithAName`, `NetworksTest#aCertificateOfAnotherHostIsRefused` |
/// | option `webClient` | none: what the client needs of the Web API is one call | `NodeDefectsTest#theTokenIsInTheHeaderAndBatchesAreAskedForByANumber` |
package rollcall.slack.rtm;
