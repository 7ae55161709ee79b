package org.pilothouse.app.connection;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.thread.UiThread;
import org.pilothouse.client.ConnectionState;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayEvents;
import org.pilothouse.protocol.frame.Frame;

/** The client of the chosen gateway for as long as it is chosen. */
public final class GatewaySession implements AutoCloseable {
    private final GatewayChoice choice;
    private final GatewayClient client;
    private final ReadOnlyObjectWrapper<ConnectionState> state =
            new ReadOnlyObjectWrapper<>(new ConnectionState.Idle());
    private final GatewayEvents.Subscription states;

    GatewaySession(GatewayChoice choice, GatewayClient client, UiThread ui) {
        this.choice = choice;
        this.client = client;
        this.states = client.events().subscribe(new GatewayEvents.Listener() {
            @Override
            public void event(Frame.Event event) {
                // only the state matters here
            }

            @Override
            public void refetch() {
                // only the state matters here
            }

            @Override
            public void state(ConnectionState next) {
                ui.execute(() -> state.set(next));
            }
        });
    }

    public GatewayChoice choice() {
        return choice;
    }

    public GatewayClient client() {
        return client;
    }

    /** Changes on the UI thread. */
    public ReadOnlyObjectProperty<ConnectionState> state() {
        return state.getReadOnlyProperty();
    }

    public boolean isConnected() {
        return asConnected(state.get()) != null;
    }

    static ConnectionState.@Nullable Connected asConnected(ConnectionState state) {
        return state instanceof ConnectionState.Connected connected ? connected : null;
    }

    @Override
    public void close() {
        states.close();
        client.close();
    }
}
