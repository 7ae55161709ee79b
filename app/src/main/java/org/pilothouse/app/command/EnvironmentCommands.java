package org.pilothouse.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.operation.Operation;
import org.pilothouse.app.operation.Operations;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.Environments;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.environment.Environment;

/** Has the gateway change environments, one call each, and tells what did not work. Used on the UI thread alone. */
public final class EnvironmentCommands {
    private final Connections connections;
    private final LiveGateway live;
    private final Operations operations;
    private final Notifications notifications;
    private final Background background;

    public EnvironmentCommands(
            Connections connections,
            LiveGateway live,
            Operations operations,
            Notifications notifications,
            Background background) {
        this.connections = connections;
        this.live = live;
        this.operations = operations;
        this.notifications = notifications;
        this.background = background;
    }

    private interface Verb {
        Optional<Environment> apply(Environments environments, String id) throws GatewayException;
    }

    public void start(List<LiveItem<Environment>> items) {
        forEach(items, "Starting", "started", (gateway, id) -> Optional.of(gateway.start(id)));
    }

    public void stop(List<LiveItem<Environment>> items) {
        forEach(items, "Stopping", "stopped", (gateway, id) -> Optional.of(gateway.stop(id)));
    }

    public void reset(List<LiveItem<Environment>> items) {
        forEach(items, "Resetting", "reset", (gateway, id) -> Optional.of(gateway.reset(id)));
    }

    public void delete(List<LiveItem<Environment>> items) {
        forEach(items, "Deleting", "deleted", (gateway, id) -> {
            gateway.delete(id);
            return Optional.empty();
        });
    }

    /** Stops one that is starting. */
    public void cancelStart(Environment environment) {
        live.environments().find(environment.environmentId()).ifPresent(item -> stop(List.of(item)));
    }

    private void forEach(List<LiveItem<Environment>> items, String doing, String done, Verb verb) {
        Optional<GatewaySession> session = connections.session();
        if (session.isEmpty() || items.isEmpty()) {
            return;
        }
        Environments environments = session.get().client().environments();
        Round round = new Round(items, doing, done);
        for (LiveItem<Environment> item : items) {
            background.call(
                    () -> verb.apply(environments, item.id()),
                    round::succeeded,
                    failure -> round.failed(item, failure));
        }
    }

    /** One verb on several environments, with one message for all that failed. */
    private final class Round {
        private final String done;
        private final int all;
        private final Operation operation;
        private final List<Problem> problems = new ArrayList<>();
        private int finished;

        Round(List<LiveItem<Environment>> items, String doing, String done) {
            this.done = done;
            this.all = items.size();
            String what = all == 1 ? items.getFirst().get().displayName() : Sizes.count(all, "environment");
            this.operation = operations.begin(doing + " " + what, null);
        }

        void succeeded(Optional<Environment> now) {
            now.ifPresentOrElse(live.environments()::upsert, live::refresh);
            finish();
        }

        void failed(LiveItem<Environment> item, GatewayException failure) {
            problems.add(Problem.of(item.get().displayName() + " could not be " + done + ".", failure));
            finish();
        }

        private void finish() {
            finished++;
            operation.update(finished + " of " + all, (double) finished / all);
            if (finished < all) {
                return;
            }
            operations.end(operation);
            if (problems.size() == 1) {
                notifications.failed(problems.getFirst());
            } else if (!problems.isEmpty()) {
                notifications.failed(summary());
            }
        }

        private Problem summary() {
            Problem first = problems.getFirst();
            StringBuilder each = new StringBuilder();
            problems.forEach(problem -> each.append(problem.what())
                    .append(' ')
                    .append(problem.why())
                    .append('\n'));
            return Problem.of(
                    problems.size() + " of " + all + " could not be " + done + ".",
                    each.toString().strip(),
                    first.next(),
                    first.code());
        }
    }
}
