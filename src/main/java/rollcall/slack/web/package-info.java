/// Slack's Web API: one method call, one answer.
///
/// ```java
/// try (var web = SlackWebClient.builder(new SlackToken(System.getenv("SLACK_TOKEN"))).build()) {
///   System.out.println("I am " + web.authTest().user());
///   for (var members = web.usersList(); members.hasNext(); ) {
///     members.next().forEach(member -> System.out.println(member.shownName()));
///   }
/// } catch (SlackException.RateLimited e) {
///   System.err.println("Come back in " + e.retryAfter().orElse(Duration.ofSeconds(30)));
/// }
/// ```
///
/// Long lists are a [Cursor][rollcall.slack.web.Cursor], fetched page by page as you ask. Methods
/// without a name here are reached by
/// [SlackWebClient#call][rollcall.slack.web.SlackWebClient#call]. Facts of the protocol:
/// <https://docs.slack.dev/apis/web-api>.
package rollcall.slack.web;
