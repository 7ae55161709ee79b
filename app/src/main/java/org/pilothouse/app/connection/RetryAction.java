package org.pilothouse.app.connection;

import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;

/** Ends the pause before the next attempt to connect. */
public final class RetryAction extends Action {
    private final ConnectionModel connection;

    public RetryAction(ConnectionModel connection) {
        super(Description.of("gateway/retry", "Retry now", "Connect to the gateway now", Feather.REFRESH_CW));
        this.connection = connection;
        enableWhile(connection.status().map(RetryAction::canRetry));
    }

    private static boolean canRetry(ConnectionStatus status) {
        return switch (status) {
            case ConnectionStatus.Lost lost -> lost.retryAt() != null;
            case ConnectionStatus.Refused refused -> true;
            case ConnectionStatus.Failed failed -> true;
            case ConnectionStatus.Starting starting -> false;
            case ConnectionStatus.Connecting connecting -> false;
            case ConnectionStatus.Connected connected -> false;
        };
    }

    @Override
    protected void perform() {
        connection.retryNow();
    }
}
