package org.pilothouse.app.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.app.thread.PulseBatch;
import org.pilothouse.app.thread.UiThread;
import org.pilothouse.client.ConnectionState;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayEvents;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentHost;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.node.Pairing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Brings one gateway's lists and events into a {@link LiveGateway}. */
final class GatewayFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GatewayFeed.class);
    /** For gateways that send no events about environments. */
    private static final Duration POLL = Duration.ofSeconds(5);

    private final GatewayClient client;
    private final LiveGateway target;
    private final Background background;
    private final UiThread ui;
    private final PulseBatch<Frame.Event> events;
    private final GatewayEvents.Subscription subscription;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean polling;

    GatewayFeed(GatewayClient client, LiveGateway target, Background background, UiThread ui) {
        this.client = client;
        this.target = target;
        this.background = background;
        this.ui = ui;
        this.events = new PulseBatch<>(ui, this::apply);
        this.subscription = client.events().subscribe(new GatewayEvents.Listener() {
            @Override
            public void event(Frame.Event event) {
                events.offer(event);
            }

            @Override
            public void refetch() {
                ui.execute(GatewayFeed.this::fetchAll);
            }

            @Override
            public void state(ConnectionState next) {
                problem(next).ifPresent(problem -> ui.execute(() -> unreachable(problem)));
            }
        });
    }

    void fetchAll() {
        if (isClosed()) {
            return;
        }
        background.call(client::features, this::knows, e -> log.info("features are not known: {}", e.getMessage()));
        background.call(
                () -> client.environments().defaults(),
                live(target::defaults),
                e -> log.info("defaults are not known: {}", e.getMessage()));
        fetchEnvironments();
        fetch(() -> client.environments().hosts(), target.hosts(), "The hosts could not be loaded.");
        fetchNodes();
        fetch(() -> client.approvals().waiting(), target.approvals(), "The approvals could not be loaded.");
        fetch(() -> client.pairings().list(null), target.pairings(), "The pairing requests could not be loaded.");
        target.tellRefetch();
    }

    void fetchNodes() {
        fetch(() -> client.nodes().list(), target.nodes(), "The nodes could not be loaded.");
    }

    private static Optional<Problem> problem(ConnectionState state) {
        return switch (state) {
            case ConnectionState.Refused(String why) ->
                Optional.of(Problem.of(
                        "The gateway refuses this console.",
                        sentence(why),
                        "Enter a valid token in Settings.",
                        "gateway_refused"));
            case ConnectionState.Waiting(String why, Instant retryAt) ->
                Optional.of(Problem.of(
                        "The gateway does not answer.",
                        sentence(why),
                        "The console tries again by itself.",
                        "gateway_unreachable"));
            case ConnectionState.Idle idle -> Optional.empty();
            case ConnectionState.Connecting connecting -> Optional.empty();
            case ConnectionState.Connected connected -> Optional.empty();
        };
    }

    /** The client tells reasons as the end of a line. */
    private static String sentence(String reason) {
        String end = reason.endsWith(".") ? "" : ".";
        return reason.isEmpty() ? "" : Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + end;
    }

    private void unreachable(Problem problem) {
        if (!isClosed()) {
            target.unreachable(problem);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        subscription.close();
    }

    private void fetchEnvironments() {
        fetch(() -> client.environments().list(), target.environments(), "The environments could not be loaded.");
    }

    private <T> void fetch(Background.Call<List<T>> call, LiveList<T> list, String failure) {
        if (isClosed()) {
            return;
        }
        list.fetching();
        background.call(call, live(list::fetched), live(e -> list.failed(Problem.of(failure, e))));
    }

    private void knows(Features features) {
        if (isClosed()) {
            return;
        }
        target.features(features);
        if (!features.has(Features.ENVIRONMENT_EVENTS) && !polling) {
            polling = true;
            background.run(this::poll);
        }
    }

    private void poll() {
        try {
            while (!closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                if (client.events().state() instanceof ConnectionState.Connected) {
                    ui.execute(this::fetchWhatChanges);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetchWhatChanges() {
        fetchEnvironments();
        fetchNodes();
    }

    private void apply(List<Frame.Event> batch) {
        if (isClosed()) {
            return;
        }
        boolean nodesChanged = false;
        for (Frame.Event event : batch) {
            try {
                nodesChanged |= apply(event);
                target.tell(event);
            } catch (JacksonException e) {
                log.warn("an event of type {} is not readable: {}", event.type(), e.getOriginalMessage());
            }
        }
        if (nodesChanged) {
            fetchNodes();
        }
    }

    /** @return whether the list of nodes is to be fetched again */
    private boolean apply(Frame.Event event) {
        switch (event.type()) {
            case EventTypes.ENVIRONMENT_UPDATED -> {
                Environment environment =
                        Json.LENIENT.treeToValue(event.payload().path("environment"), Environment.class);
                if (environment == null || environment.environmentId() == null) {
                    log.warn("an event tells of an environment without an id");
                    return false;
                }
                boolean nodeBefore = target.environments()
                        .find(environment.environmentId())
                        .map(item -> isNodeConnected(item.get()))
                        .orElse(false);
                target.environments().upsert(environment);
                return nodeBefore != isNodeConnected(environment);
            }
            case EventTypes.ENVIRONMENT_DELETED -> {
                String id = event.payload().path("environment_id").asString("");
                target.environments().remove(id);
                return true;
            }
            case EventTypes.HOST_UPDATED -> {
                EnvironmentHost host = Json.LENIENT.treeToValue(event.payload().path("host"), EnvironmentHost.class);
                if (host != null && host.hostId() != null) {
                    target.hosts().upsert(host);
                }
                return false;
            }
            case EventTypes.PAIRING_UPDATED -> {
                Pairing pairing = Json.LENIENT.treeToValue(event.payload().path("pairing"), Pairing.class);
                if (pairing != null) {
                    target.pairings().upsert(pairing);
                }
                return true;
            }
            case EventTypes.CAPABILITY_READY -> {
                return true;
            }
            case EventTypes.APPROVAL_UPDATED -> {
                Approval approval = Json.LENIENT.treeToValue(event.payload().path("approval"), Approval.class);
                if (approval != null && approval.approvalId() != null) {
                    target.approvalIs(approval);
                }
                return false;
            }
            default -> {
                log.debug("event {} is not for the console", event.type());
                return false;
            }
        }
    }

    private <T> Consumer<T> live(Consumer<T> then) {
        return value -> {
            if (!isClosed()) {
                then.accept(value);
            }
        };
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private static boolean isNodeConnected(Environment environment) {
        return environment.runtime() != null && environment.runtime().nodeConnected();
    }
}
