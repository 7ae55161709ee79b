package org.pilothouse.app.frame;

import java.time.Duration;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.ConnectionModel;
import org.pilothouse.app.connection.ConnectionStatus;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.operation.Operation;
import org.pilothouse.app.operation.Operations;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.app.presentation.StatusLook.Shape;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.protocol.environment.EnvironmentHost;

/** The line at the bottom. Used on the UI thread alone. */
public final class StatusBarModel {
    private static final StatusLook UNKNOWN = new StatusLook("Docker unknown", Tone.NEUTRAL, Shape.RING, false);

    private final Operations operations;
    private final LiveGateway live;
    private final ConnectionModel connection;
    private final ReadOnlyStringWrapper roundTrip = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<StatusLook> docker = new ReadOnlyObjectWrapper<>(UNKNOWN);
    private final ReadOnlyStringWrapper dockerDetail = new ReadOnlyStringWrapper("");

    public StatusBarModel(Operations operations, LiveGateway live, ConnectionModel connection) {
        this.operations = operations;
        this.live = live;
        this.connection = connection;
        connection.status().subscribe(this::connectionChanged);
        live.hosts().items().addListener((ListChangeListener<LiveItem<EnvironmentHost>>) change -> hostsChanged());
    }

    public ObservableList<Operation> operations() {
        return operations.running();
    }

    /** Empty while it is not known. */
    public ReadOnlyStringProperty roundTrip() {
        return roundTrip.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<StatusLook> docker() {
        return docker.getReadOnlyProperty();
    }

    /** For the tooltip: each host's engine or what is wrong with it. */
    public ReadOnlyStringProperty dockerDetail() {
        return dockerDetail.getReadOnlyProperty();
    }

    private void connectionChanged(ConnectionStatus status) {
        @Nullable Duration known = status instanceof ConnectionStatus.Connected(Duration measured) ? measured : null;
        roundTrip.set(known == null ? "" : Ages.roundTrip(known));
        hostsChanged();
    }

    private void hostsChanged() {
        List<EnvironmentHost> hosts =
                live.hosts().items().stream().map(LiveItem::get).toList();
        if (hosts.isEmpty() || !connection.online().get()) {
            docker.set(UNKNOWN);
            dockerDetail.set("No host has reported yet.");
            return;
        }
        long ready = hosts.stream().filter(EnvironmentHost::available).count();
        docker.set(look(hosts, ready));
        StringBuilder detail = new StringBuilder();
        hosts.forEach(host -> detail.append(detail(host)).append('\n'));
        dockerDetail.set(detail.toString().strip());
    }

    private static StatusLook look(List<EnvironmentHost> hosts, long ready) {
        if (ready == hosts.size()) {
            String version = hosts.size() == 1 && hosts.getFirst().engine() != null
                    ? " " + hosts.getFirst().engine().version()
                    : "";
            return new StatusLook(
                    hosts.size() == 1 ? "Docker" + version : "Docker on " + ready + " hosts",
                    Tone.SUCCESS,
                    Shape.DISC,
                    false);
        }
        return ready == 0
                ? new StatusLook("No Docker", Tone.DANGER, Shape.TRIANGLE, false)
                : new StatusLook("Docker on " + ready + " of " + hosts.size(), Tone.WARNING, Shape.DIAMOND, false);
    }

    private static String detail(EnvironmentHost host) {
        if (!host.available()) {
            return host.label() + ": " + (host.lastError() == null ? "not available" : host.lastError());
        }
        return host.label() + ": "
                + (host.engine() == null ? "ready" : "Docker " + host.engine().version());
    }
}
