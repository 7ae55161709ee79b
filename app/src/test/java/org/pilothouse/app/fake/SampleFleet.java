package org.pilothouse.app.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentRuntime;
import org.pilothouse.protocol.environment.EnvironmentStatus;
import org.pilothouse.protocol.node.DesktopCapability;
import org.pilothouse.protocol.node.NodeInfo;
import org.pilothouse.protocol.node.Pairing;

/** A fleet as it could be on a busy morning. */
public final class SampleFleet {
    public static final String RUNNING = "3f9c1a2b-5d7e-4c10-9a41-0b6d2f8e7c01";
    public static final String STARTING = "b7e2d94c-1f60-4a3b-8c55-6e90a1d3f702";
    public static final String FAILED = "c41d7f08-92ab-4e6d-b3f7-15a8c0e9d603";
    public static final String STOPPED = "08a6e5d3-7b42-49f1-a0c8-d2f61b397e04";

    private SampleFleet() {}

    public static FakeGateway fill(FakeGateway gateway) {
        gateway.with(Samples.host("host-a", "harbour-1", true, null));
        gateway.with(Samples.host("host-b", "harbour-2", true, null));
        gateway.with(Samples.host(
                "host-c", "harbour-3", false, "The Docker engine does not answer on /var/run/docker.sock."));
        gateway.with(Samples.environment(RUNNING, "checkout-agent").build());
        gateway.with(Samples.environment(STARTING, "invoice-reader")
                .status(EnvironmentStatus.STARTING)
                .build());
        gateway.with(Samples.environment(FAILED, "visa-form-filler")
                .host("host-b")
                .image("registry.example/sandbox-office:2026.9")
                .error("The image registry.example/sandbox-office:2026.9 could not be pulled: no such tag.")
                .build());
        gateway.with(Samples.environment(STOPPED, "nightly-regression")
                .host("host-b")
                .status(EnvironmentStatus.STOPPED)
                .build());
        gateway.with(Samples.environment("51e0c7a9-0d34-4b8f-9e12-7c6a5f40b805", "browser-qa-1")
                .host("host-b")
                .uptime(Duration.ofHours(5).plusMinutes(12))
                .build());
        gateway.with(Samples.environment("62f1d8ba-1e45-4c90-af23-8d7b6051c906", "browser-qa-2")
                .host("host-b")
                .uptime(Duration.ofHours(5).plusMinutes(11))
                .build());
        gateway.with(Samples.environment("7302e9cb-2f56-4da1-b034-9e8c7162da07", "price-watcher")
                .uptime(Duration.ofDays(3).plusHours(4))
                .display(new EnvironmentRuntime.Display(1920, 1080))
                .build());
        gateway.with(Samples.environment("8413fadc-3067-4eb2-8145-af9d8273eb08", "support-triage")
                .uptime(Duration.ofMinutes(9))
                .nodeConnected(false)
                .build());
        gateway.with(Samples.environment("95240bed-4178-4fc3-9256-b0ae9384fc09", "docs-screenshots")
                .status(EnvironmentStatus.STOPPED)
                .build());
        gateway.with(Samples.environment("a6351cfe-5289-40d4-a367-c1bfa4950d10", "travel-booking")
                .host("host-b")
                .status(EnvironmentStatus.STOPPING)
                .build());
        gateway.with(Samples.environment("b7462d0f-639a-41e5-b478-d2c0b5a61e11", "pilot-training")
                .uptime(Duration.ofSeconds(38))
                .build());
        gateway.with(Samples.environment("c8573e10-74ab-42f6-8589-e3d1c6b72f12", "accounting-eu")
                .host("host-c")
                .status(EnvironmentStatus.UNKNOWN)
                .build());
        for (Environment environment : gateway.environments()) {
            if (environment.status() == EnvironmentStatus.RUNNING) {
                gateway.with(node(environment));
            }
        }
        fillLog(gateway.log(RUNNING));
        return gateway;
    }

    private static NodeInfo node(Environment environment) {
        List<NodeInfo.NodeCapability> capabilities = java.util.Arrays.stream(DesktopCapability.values())
                .map(each -> new NodeInfo.NodeCapability(each.id(), "1.0.0", null, true, true, true, true, 1, 1, 1, 0))
                .toList();
        boolean connected =
                environment.runtime() != null && environment.runtime().nodeConnected();
        return new NodeInfo(
                environment.nodeId() == null ? "" : environment.nodeId(),
                environment.label(),
                "desktop",
                "0.1.0",
                connected,
                Pairing.Status.APPROVED,
                false,
                Instant.now().minusSeconds(connected ? 3 : 415),
                capabilities,
                new NodeInfo.Device("desktop", "linux", null),
                new Pairing.ManagedDesktop(environment.environmentId()));
    }

    private static void fillLog(FakeLog log) {
        Instant at = Instant.now().minus(Duration.ofMinutes(47));
        String[][] lines = {
            {"gateway", "placed on harbour-1: fewest environments (3)"},
            {"gateway", "image pilothouse/sandbox:0.1.0 is present"},
            {"gateway", "container 4e07408562be created, started"},
            {"stdout", "INFO  agent 0.1.0 starts, pid 7"},
            {"stdout", "INFO  Xvnc :0 1280x800x24 on /run/pilothouse/vnc.sock"},
            {"stderr", "WARN  dbus: no machine id, one was made"},
            {"stdout", "INFO  xfce4-session started"},
            {"stdout", "INFO  at-spi bus is up"},
            {"stdout", "INFO  desktop painted after 1734 ms"},
            {"stdout", "INFO  node connected: 8 capabilities, protocol revision 2"},
            {"gateway", "node paired: managed, trust level local"},
            {"stdout", "INFO  dispatch screenshot 1280x800 png 3.1 ms"},
            {"stdout", "INFO  dispatch mouse click 412,318 left"},
            {"stderr", "ERROR chromium: net::ERR_NAME_NOT_RESOLVED https://pay.example"},
            {"stdout", "INFO  dispatch keyboard type 24 characters"},
            {"stdout", "DEBUG damage 3 rectangles, 48 211 px"},
        };
        for (int round = 0; round < 5; round++) {
            for (int i = round == 0 ? 0 : 11; i < lines.length; i++) {
                at = at.plusMillis(round == 0 ? 190 : 41_300);
                log.add(at, lines[i][0], lines[i][1]);
            }
        }
    }
}
