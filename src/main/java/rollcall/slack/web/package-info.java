/// Slack's Web API: one method call, one answer.
///
/// ```java
/// try (SlackWebClient web = SlackWebClient.builder(SlackToken.fromEnvironment()).build()) {
///   System.out.println("I am " + web.auth().test().user());
///   Optional<Conversation> mine =
///       web.conversations().list().stream().filter(Conversation::member).findFirst();
///   if (mine.isPresent()) {
///     web.chat().postMessage(mine.get().id(), "Hello, world!");
///   }
/// } catch (SlackException.RateLimited e) {
///   System.err.println("Come back in " + e.delay());
/// } catch (SlackException.Platform e) {
///   System.err.println(e.code() + e.needed().map(scope -> ", add the scope " + scope).orElse(""));
/// }
/// ```
///
/// A method that Slack names `users.getPresence` is `web.users().getPresence(…)`. Any other is
/// [SlackWebClient#call][rollcall.slack.web.SlackWebClient#call], with all that Slack answers in
/// plain Java. The arguments that a method here does not name are given as Slack names them, in a
/// map.
///
/// **Long lists** are a [PageIterator][rollcall.slack.web.PageIterator]: pages, or a stream,
/// fetched as you ask.
///
/// **Slack's limits** are kept before Slack enforces them: each method has a tier, such as 20 calls
/// in any minute, and a call waits until it is within the limit. After HTTP 429, no call is made
/// until the end of `Retry-After`. The upper limit of all waits of a call is the
/// [patience][rollcall.slack.web.SlackWebClientBuilder#maxWait] of the client.
///
/// **Retries**: any call that Slack has rate-limited; and, up to four times in all and after a
/// random wait, a call that is harmless to repeat and failed for a temporary reason: no connection,
/// no answer in time, HTTP 5xx, `internal_error` and its like. Never by itself a message
/// (`chat.postMessage`), a grant of a socket (`rtm.connect`), or a method that this client does not
/// know.
///
/// **Scopes and warnings** are in each [SlackResponse][rollcall.slack.web.SlackResponse];
/// [onAnswer][rollcall.slack.web.SlackWebClientBuilder#onAnswer] also passes on those of the typed
/// methods. A warning is also logged, once. A missing scope is reported by
/// [Platform#needed][rollcall.slack.SlackException.Platform#needed].
///
/// Facts of the protocol: <https://docs.slack.dev/apis/web-api> and, for the tiers,
/// <https://docs.slack.dev/apis/web-api/rate-limits>.
package rollcall.slack.web;
