package org.pilothouse.app.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.artifact.ArtifactDesk;
import org.pilothouse.app.artifact.ArtifactModel;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.ErrorBody;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.Approvals.Decision;
import org.pilothouse.protocol.approval.Approvals.Result;
import org.pilothouse.protocol.approval.HeldBy;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One approval on the table. It follows what the gateway tells of it for as long as it lies there, so that nobody decides
 * what was decided already. Used on the UI thread alone.
 */
public final class CardModel implements AutoCloseable {
    private static final int LONGEST_REASON = 2000;
    private static final int MOST_AT_ONCE = 100;

    private final String id;
    private final ApprovalCommands commands;
    private final LiveGateway live;
    /** Whether this gateway knows more than yes and no. */
    private final boolean canMore;

    private final Now now;
    private final ReadOnlyObjectWrapper<Approval> approval = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Standing> standing = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper decidable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty denying = new SimpleBooleanProperty();
    private final FormField reason = new FormField("");
    private final BooleanProperty changing = new SimpleBooleanProperty();
    private final FormField change = new FormField("");
    private final ReadOnlyIntegerWrapper alike = new ReadOnlyIntegerWrapper();
    private final BooleanProperty together = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper othersTold = new ReadOnlyStringWrapper("");
    private final Subscriptions subscriptions = new Subscriptions();
    private final Ask ask;
    private final @Nullable ArtifactModel picture;

    CardModel(Approval first, LiveGateway live, ApprovalCommands commands, ArtifactDesk artifacts, Now now) {
        this.id = first.approvalId();
        this.commands = commands;
        this.live = live;
        this.now = now;
        this.ask = Ask.of(first);
        this.canMore = live.features().get() != null && live.features().get().has(Features.DECISIONS);
        approval.set(first);
        refresh();
        this.picture = ask.picture() == null ? null : artifacts.open(ask.picture());
        if (picture != null && standing.get().open()) {
            // Whoever decides has to see what about. The gateway records it like every other reveal.
            picture.reveal();
        }
        live.approvals()
                .find(id)
                .ifPresentOrElse(item -> subscriptions.observe(item.value(), this::show), this::askAgainWhileOpen);
        subscriptions.observeList(live.approvals().items(), change -> {
            if (live.approvals().find(id).isEmpty()) {
                askAgainWhileOpen();
            }
            refresh();
        });
        subscriptions.add(now.property().subscribe(instant -> refresh()));
    }

    public String id() {
        return id;
    }

    public Ask ask() {
        return ask;
    }

    public ReadOnlyObjectProperty<Approval> approval() {
        return approval.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Standing> standing() {
        return standing.getReadOnlyProperty();
    }

    /** Whether it is open and nothing is under way. */
    public ReadOnlyBooleanProperty decidable() {
        return decidable.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** What did not work, null where all is well. */
    public ReadOnlyObjectProperty<@Nullable Problem> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Whether the reason of a denial is being entered. */
    public BooleanProperty denying() {
        return denying;
    }

    public FormField reason() {
        return reason;
    }

    public Optional<ArtifactModel> picture() {
        return Optional.ofNullable(picture);
    }

    public Now now() {
        return now;
    }

    public void approve() {
        if (!decidable.get()) {
            return;
        }
        begin();
        if (isTogether()) {
            decideTogether(Decision.APPROVED, null, "It was not approved.");
        } else {
            commands.approve(id, this::decided, failure -> failed("It was not approved.", failure));
        }
    }

    /** What "approve always" may mean here; empty where it may not be said. */
    public List<HeldBy.Suggestion> scopes() {
        return canMore ? HeldBy.from(approval.get()).suggestions() : List.of();
    }

    public void approveAlways(HeldBy.Suggestion scope) {
        if (decidable.get()) {
            begin();
            commands.approveAlways(id, scope, this::decided, failure -> failed("It was not approved.", failure));
        }
    }

    /** Whether something else can be had done instead. */
    public boolean canChange() {
        return canMore
                && ask.args().isObject()
                && !ask.args().isEmpty()
                && HeldBy.from(approval.get()).approvers() == 0;
    }

    /** Whether what shall be done instead is being entered. */
    public BooleanProperty changing() {
        return changing;
    }

    /** The arguments as JSON. */
    public FormField change() {
        return change;
    }

    public void beginChange() {
        if (decidable.get() && canChange()) {
            change.text().set(Json.LENIENT.writerWithDefaultPrettyPrinter().writeValueAsString(ask.args()));
            changing.set(true);
        }
    }

    public void cancelChange() {
        changing.set(false);
        change.accept();
    }

    public void approveChanged() {
        JsonNode args;
        try {
            args = Json.STRICT.readTree(change.trimmed());
        } catch (JacksonException e) {
            change.reject("This is no JSON: " + e.getOriginalMessage());
            return;
        }
        if (decidable.get()) {
            begin();
            commands.approveChanged(id, args, this::decided, this::notChanged);
        }
    }

    private void notChanged(GatewayException failure) {
        busy.set(false);
        if (failure instanceof GatewayException.Refused refused && refused.status() == 400) {
            change.reject(Problem.sentence(failure));
            refresh();
        } else {
            failed("It was not approved.", failure);
        }
    }

    /** How many others wait for the same operation of the same agent on the same desktop. */
    public ReadOnlyIntegerProperty alike() {
        return alike.getReadOnlyProperty();
    }

    /** Whether those are decided together with this one. */
    public BooleanProperty together() {
        return together;
    }

    /** What became of the others; empty where none were decided with it. */
    public ReadOnlyStringProperty othersTold() {
        return othersTold.getReadOnlyProperty();
    }

    private boolean isTogether() {
        return together.get() && alike.get() > 0;
    }

    private void decideTogether(Decision decision, @Nullable String why, String what) {
        List<String> ids = new ArrayList<>(List.of(id));
        ids.addAll(othersAlike());
        commands.decide(
                ids.subList(0, Math.min(ids.size(), MOST_AT_ONCE)),
                decision,
                why,
                this::decidedTogether,
                failure -> failed(what, failure));
    }

    private void decidedTogether(List<Result> results) {
        long done = results.stream()
                .filter(result -> result.error() == null && !result.approvalId().equals(id))
                .count();
        long not = results.size() - 1 - done;
        othersTold.set(done + (done == 1 ? " other" : " others") + " decided with it"
                + (not == 0 ? "." : "; " + not + " could not be: see the queue and the history."));
        busy.set(false);
        denying.set(false);
        for (Result result : results) {
            if (result.approvalId().equals(id)) {
                if (result.approval() != null) {
                    show(result.approval());
                }
                if (result.error() != null) {
                    problem.set(Problem.of(
                            "This one was not decided.",
                            result.error().message(),
                            "",
                            result.error().code()));
                }
            }
        }
        refresh();
    }

    private List<String> othersAlike() {
        return live.approvals().items().stream()
                .filter(item -> !item.id().equals(id) && item.get().status().isWaiting())
                .filter(item -> ask.isLike(Ask.of(item.get())))
                .map(LiveItem::id)
                .toList();
    }

    /** Who approved so far and how many have to; empty where one is enough. */
    public String progress() {
        Approval now = approval.get();
        int needed = HeldBy.from(now).approvers();
        if (needed == 0 || !now.status().isWaiting()) {
            return "";
        }
        String by = now.latestReview() == null ? null : now.latestReview().reviewerId();
        String people = needed == 1 ? "One person" : needed + " people";
        return people + " other than who started the run have to approve."
                + (by == null ? " Nobody did yet." : " The last one who did: " + by + ".");
    }

    /** Opens the field for the reason. */
    public void beginDenial() {
        if (decidable.get()) {
            denying.set(true);
        }
    }

    public void cancelDenial() {
        denying.set(false);
        reason.accept();
    }

    /** A denial without a reason helps nobody, so it is not sent. */
    public void deny() {
        String why = reason.trimmed();
        if (why.isEmpty()) {
            reason.reject("Say why: the agent and its people see it in the run.");
            return;
        }
        if (why.length() > LONGEST_REASON) {
            reason.reject("At most " + LONGEST_REASON + " characters; these are " + why.length() + ".");
            return;
        }
        if (decidable.get()) {
            begin();
            if (isTogether()) {
                decideTogether(Decision.DENIED, why, "It was not denied.");
            } else {
                commands.deny(id, why, this::decided, failure -> failed("It was not denied.", failure));
            }
        }
    }

    @Override
    public void close() {
        subscriptions.close();
    }

    private void begin() {
        problem.set(null);
        busy.set(true);
        refresh();
    }

    private void decided(Approval next) {
        busy.set(false);
        denying.set(false);
        changing.set(false);
        show(next);
    }

    private void failed(String what, GatewayException failure) {
        busy.set(false);
        if (failure.code().equals(ErrorBody.ALREADY_DECIDED) && failure instanceof GatewayException.Refused refused) {
            refused.approval().ifPresent(this::show);
        }
        problem.set(Problem.of(what, failure));
        refresh();
    }

    private void show(Approval next) {
        if (next.status().isWaiting() && !approval.get().status().isWaiting()) {
            return;
        }
        approval.set(next);
        if (!next.status().isWaiting()) {
            denying.set(false);
        }
        refresh();
    }

    /** It left the list without saying how. */
    private void askAgainWhileOpen() {
        if (approval.get().status().isWaiting() && !busy.get()) {
            commands.get(id, this::show, failure -> problem.set(Problem.of("Nobody knows how it stands.", failure)));
        }
    }

    private void refresh() {
        Standing next = Standing.of(approval.get(), now.get());
        standing.set(next);
        decidable.set(next.open() && !busy.get());
        alike.set(next.open() && canMore ? othersAlike().size() : 0);
        if (!next.open()) {
            denying.set(false);
            changing.set(false);
        }
    }
}
