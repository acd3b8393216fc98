package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.UserId;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.simulator.WorkspaceChange;
import rollcall.simulator.people.Employee;
import rollcall.simulator.people.Team;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackToken;

/// Channels and user groups of people, with the real client, against the demo workspace.
class MembershipClientTest {
  private SlackSimulator workspace;

  @BeforeEach
  void open() throws IOException {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void userGroupsHaveTheirMembersAmongThePeople() throws Exception {
    Set<UserId> design = team(Team.DESIGN, 2);
    Set<UserId> sales = team(Team.SALES, 1);
    Set<UserId> people = new TreeSet<>(design);
    people.addAll(sales);
    List<FollowedGroup> groups = of(FollowedGroup.Kind.USER_GROUP, people);
    assertEquals(List.of("@design", "@sales"), groups.stream().map(FollowedGroup::title).toList());
    assertEquals(List.of(design, sales), groups.stream().map(FollowedGroup::members).toList());
    assertEquals(1, workspace.calls().size());
  }

  @Test
  void channelsHaveTheirMembersAmongThePeople() throws Exception {
    Set<UserId> design = team(Team.DESIGN, 2);
    workspace.apply(
        new WorkspaceChange.CreateChannel(
            "C0CREW00000",
            "crew",
            true,
            List.of(design.iterator().next().value(), workspace.botUserId())));
    List<FollowedGroup> groups = of(FollowedGroup.Kind.CHANNEL, design);
    assertEquals(
        List.of("#crew", "#design", "#general", "#random"),
        groups.stream().map(FollowedGroup::title).toList());
    assertEquals(List.of(1, 2, 2, 2), groups.stream().map(one -> one.members().size()).toList());
  }

  @Test
  void refusedPrivateChannelsAreLeftOut() throws Exception {
    NamedFaults.of(workspace).plan("users.conversations", new HttpFault.NotOk("missing_scope"), 1);
    assertEquals(
        List.of("#design", "#general", "#random"),
        of(FollowedGroup.Kind.CHANNEL, team(Team.DESIGN, 2)).stream()
            .map(FollowedGroup::title)
            .toList());
  }

  @Test
  void missingScopeIsThrown() {
    NamedFaults.of(workspace).plan("usergroups.list", new HttpFault.NotOk("missing_scope"), 1);
    assertThrows(
        SlackException.Platform.class,
        () -> of(FollowedGroup.Kind.USER_GROUP, team(Team.DESIGN, 2)));
  }

  private List<FollowedGroup> of(FollowedGroup.Kind kind, Set<UserId> people) throws Exception {
    SlackToken token = new SlackToken(workspace.token(TokenKind.CLASSIC_BOT));
    SlackAccess access = new SlackAccess(token, workspace.apiUrl(), new ProxySettings.None(), true);
    try (MembershipClient client = new MembershipClient(access)) {
      return client.of(kind, people);
    }
  }

  private Set<UserId> team(Team team, int count) {
    return workspace.people().stream()
        .filter(person -> person.team() == team)
        .limit(count)
        .map(Employee::id)
        .map(UserId::new)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
