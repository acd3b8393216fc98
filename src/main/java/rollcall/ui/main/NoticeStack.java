package rollcall.ui.main;

import java.util.function.Consumer;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.ui.controls.NoticeCard;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.FollowedGroupText;
import rollcall.ui.text.Notice;
import rollcall.ui.text.NoticeAction;
import rollcall.ui.text.ProblemText;

/// Notices under the top bar: problem of the connection, changes of followed groups, alerts and
/// messages that have ended, and notice about this computer. The set-up assistant shows the first
/// itself. Thread: FX.
final class NoticeStack extends VBox {
  private final PresenceModel model;
  private final NoticeCard connection;
  private final NoticeCard followed;
  private final NoticeCard trigger;
  private final NoticeCard local;
  private @Nullable String dismissedTitle;
  private boolean isConnectionShown = true;

  NoticeStack(PresenceModel model, Consumer<NoticeAction> onAction) {
    this.model = model;
    connection = card("banner", onAction);
    followed = card("follow", onAction);
    trigger = card("trigger", onAction);
    local = card("local-problem", onAction);
    getChildren().setAll(connection, followed, trigger, local);
  }

  private static NoticeCard card(String id, Consumer<NoticeAction> onAction) {
    NoticeCard card = NoticeCard.banner(onAction);
    card.setId(id);
    return card;
  }

  Subscription follow() {
    return Subscription.combine(
        model.status().subscribe(this::show),
        model.localNotice().subscribe(this::show),
        model.watchListState().subscribe(this::show),
        model.userList().subscribe(this::show),
        model.namesHidden().subscribe(_ -> show()),
        model.triggers().subscribe(this::show),
        model.signInState().subscribe(_ -> show()),
        model.now().subscribe(_ -> show()));
  }

  /// Hides the problem of the connection until there is another one.
  void dismiss() {
    dismissedTitle = model.problemText().of(model.status().get()).map(Notice::title).orElse(null);
    show();
  }

  /// Shows the problem of the connection, or leaves it to the set-up assistant.
  void showConnection(boolean on) {
    isConnectionShown = on;
    show();
  }

  private void show() {
    ProblemText text = model.problemText();
    boolean open = !model.signInState().get().signedOut();
    Notice notice = text.of(model.status().get()).orElse(null);
    if (notice == null || !notice.title().equals(dismissedTitle)) {
      dismissedTitle = null;
    }
    connection.show(isConnectionShown && dismissedTitle == null ? notice : null);
    local.show(text.of(model.localNotice().get()).orElse(null));
    Notice changes =
        new FollowedGroupText(text)
            .of(model.watchListState().get(), user -> model.person(user).name())
            .orElse(null);
    followed.show(open ? changes : null);
    trigger.show(
        model
            .triggers()
            .get()
            .firstEnded()
            .map(one -> model.triggerText().notice(one, model.person(one.user()).name()))
            .orElse(null));
  }
}
