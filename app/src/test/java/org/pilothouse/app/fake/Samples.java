package org.pilothouse.app.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.environment.Condition;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentHost;
import org.pilothouse.protocol.environment.EnvironmentRuntime;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/** Environments and hosts to test with. */
public final class Samples {
    private static final List<String> STAGES = List.of(
            Condition.Type.PLACED,
            Condition.Type.IMAGE_READY,
            Condition.Type.RUNTIME_CREATED,
            Condition.Type.RUNTIME_STARTED,
            Condition.Type.DESKTOP_READY,
            Condition.Type.NODE_PAIRED);
    private static final List<String> DONE = List.of(
            "Placed on this host: it has the fewest environments.",
            "The image is present.",
            "The container exists.",
            "The container runs.",
            "The desktop is painted.",
            "The node is connected and paired.");
    private static final List<Long> TOOK = List.of(4L, 31L, 262L, 618L, 1734L, 2087L);

    private String id;
    private @Nullable String label;
    private String host = "host-a";
    private String image = "pilothouse/sandbox:0.1.0";
    private EnvironmentStatus status = EnvironmentStatus.RUNNING;
    private @Nullable String error;
    private Instant created = Instant.now().minus(Duration.ofDays(2));
    private Duration uptime = Duration.ofMinutes(47);
    private EnvironmentRuntime.Display display = EnvironmentRuntime.Display.DEFAULT;
    private EnvironmentRuntime.Limits limits = EnvironmentRuntime.Limits.DEFAULT;
    private boolean nodeConnected = true;
    private int stages = STAGES.size();
    private boolean runtime = true;

    private Samples(String id, @Nullable String label) {
        this.id = id;
        this.label = label;
    }

    public static Samples environment(String id, @Nullable String label) {
        return new Samples(id, label);
    }

    public static Samples of(Environment environment) {
        Samples samples = new Samples(environment.environmentId(), environment.label());
        samples.host = environment.hostId();
        samples.image = environment.imageRef();
        samples.created = environment.createdAt();
        samples.status = environment.status();
        samples.error = environment.lastError();
        if (environment.runtime() != null) {
            samples.display = environment.runtime().display();
            samples.limits = environment.runtime().limits();
        }
        return samples;
    }

    public static EnvironmentHost host(String id, String label, boolean healthy, @Nullable String error) {
        return new EnvironmentHost(
                id,
                label,
                "0.1.0",
                healthy,
                healthy,
                Instant.now().minusSeconds(healthy ? 2 : 340),
                error,
                healthy
                        ? new EnvironmentHost.Engine(
                                "20.10.24",
                                "1.41",
                                "Debian GNU/Linux 12 (bookworm)",
                                "x86_64",
                                8,
                                33_567_195_136L,
                                9,
                                6)
                        : null,
                List.of());
    }

    public Samples label(String value) {
        label = value;
        return this;
    }

    public Samples host(String value) {
        host = value;
        return this;
    }

    public Samples image(String value) {
        image = value;
        return this;
    }

    public Samples status(EnvironmentStatus value) {
        status = value;
        stages = switch (value) {
            case RUNNING -> STAGES.size();
            case STARTING -> 4;
            case PENDING -> 1;
            default -> 0;
        };
        return this;
    }

    public Samples error(String value) {
        error = value;
        return status(EnvironmentStatus.ERROR);
    }

    public Samples uptime(Duration value) {
        uptime = value;
        return this;
    }

    public Samples stages(int reached) {
        stages = reached;
        return this;
    }

    public Samples nodeConnected(boolean value) {
        nodeConnected = value;
        return this;
    }

    public Samples display(EnvironmentRuntime.@Nullable Display value) {
        if (value != null) {
            display = value;
        }
        return this;
    }

    public Samples limits(EnvironmentRuntime.@Nullable Limits value) {
        if (value != null) {
            limits = value;
        }
        return this;
    }

    /** As a Tyrum gateway tells it. */
    public Samples withoutRuntime() {
        runtime = false;
        return this;
    }

    public Environment build() {
        boolean running = status == EnvironmentStatus.RUNNING;
        boolean wanted = running || status == EnvironmentStatus.STARTING || status == EnvironmentStatus.PENDING;
        Instant started = Instant.now().minus(wanted && !running ? Duration.ofSeconds(1) : uptime);
        return new Environment(
                id,
                host,
                label,
                image,
                "docker",
                status,
                wanted || status == EnvironmentStatus.ERROR,
                running || stages == 0 ? "dev_" + id.replace("-", "") : null,
                running ? Instant.now().minusSeconds(2) : null,
                error,
                created,
                Instant.now(),
                runtime ? runtime(started, running) : null);
    }

    private EnvironmentRuntime runtime(Instant started, boolean running) {
        List<Condition> conditions = new ArrayList<>();
        Map<String, Long> took = new LinkedHashMap<>();
        for (int i = 0; i < STAGES.size(); i++) {
            boolean reached = i < stages;
            conditions.add(new Condition(
                    STAGES.get(i),
                    reached ? Condition.Status.TRUE : Condition.Status.FALSE,
                    reached ? "Done" : status == EnvironmentStatus.STOPPED ? "Stopped" : "Waiting",
                    reached ? DONE.get(i) : i == stages ? waiting(STAGES.get(i)) : "",
                    started.plusMillis(TOOK.get(i)),
                    3L));
            if (reached && i >= 3) {
                took.put(List.of("container", "desktop", "node").get(i - 3), TOOK.get(i));
            }
        }
        return new EnvironmentRuntime(
                3,
                3,
                conditions,
                running && nodeConnected,
                display,
                limits,
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                status == EnvironmentStatus.STOPPED
                        ? null
                        : "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce",
                running ? started : null,
                took,
                null);
    }

    private String waiting(String stage) {
        if (status == EnvironmentStatus.STOPPED || status == EnvironmentStatus.ERROR) {
            return "";
        }
        return switch (stage) {
            case Condition.Type.IMAGE_READY -> "Pulling the image";
            case Condition.Type.DESKTOP_READY -> "Waiting for the desktop";
            default -> "Waiting";
        };
    }
}
