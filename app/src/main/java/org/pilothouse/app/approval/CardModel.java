package org.pilothouse.app.approval;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.artifact.ArtifactDesk;
import org.pilothouse.app.artifact.ArtifactModel;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.ErrorBody;
import org.pilothouse.protocol.approval.Approval;

/**
 * One approval on the table. It follows what the gateway tells of it for as long as it lies there, so that nobody decides
 * what was decided already. Used on the UI thread alone.
 */
public final class CardModel implements AutoCloseable {
    private static final int LONGEST_REASON = 2000;

    private final String id;
    private final ApprovalCommands commands;
    private final Now now;
    private final ReadOnlyObjectWrapper<Approval> approval = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Standing> standing = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper decidable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty denying = new SimpleBooleanProperty();
    private final FormField reason = new FormField("");
    private final Subscriptions subscriptions = new Subscriptions();
    private final Ask ask;
    private final @Nullable ArtifactModel picture;

    CardModel(Approval first, LiveGateway live, ApprovalCommands commands, ArtifactDesk artifacts, Now now) {
        this.id = first.approvalId();
        this.commands = commands;
        this.now = now;
        this.ask = Ask.of(first);
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
        if (decidable.get()) {
            begin();
            commands.approve(id, this::decided, failure -> failed("It was not approved.", failure));
        }
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
            commands.deny(id, why, this::decided, failure -> failed("It was not denied.", failure));
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
        if (!next.open()) {
            denying.set(false);
        }
    }
}
