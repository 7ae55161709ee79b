package org.pilothouse.protocol.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of the answers about environments; {@code status} is always {@code ok}. */
public final class EnvironmentResponses {
    private EnvironmentResponses() {}

    public record Hosts(String status, List<EnvironmentHost> hosts) {}

    public record Many(String status, List<Environment> environments) {}

    public record Orphans(String status, List<Orphan> orphans) {}

    public record One(String status, Environment environment) {}

    public record Deleted(String status, boolean deleted) {}

    /** The last lines, at most 200. */
    public record Logs(String status, String environmentId, List<String> logs) {}

    /** {@code POST …/takeover-token} of a Tyrum gateway. */
    public record TakeoverToken(String status, Conversation conversation) {
        /**
         * @param entryUrl absolute, on the gateway's idea of its own address; only path and query count
         */
        public record Conversation(String conversationId, String entryUrl, Instant expiresAt) {}
    }

    /** {@code POST …/takeover-ticket} of a Pilothouse gateway. */
    public record TakeoverTicket(String status, Takeover takeover) {}

    /**
     * A right to open one takeover connection.
     *
     * @param ticket single-use secret; goes into the {@code Authorization: Bearer} header of the WebSocket upgrade
     * @param path of the WebSocket on the gateway, subprotocol {@code binary}
     * @param mode what the gateway lets through
     */
    public record Takeover(String takeoverId, String ticket, String path, TakeoverMode mode, Instant expiresAt) {
        @Override
        public String toString() {
            return "Takeover[" + takeoverId + ", " + mode + ", expires " + expiresAt + "]";
        }
    }

    /** Who may give input through a takeover connection. */
    public enum TakeoverMode {
        /** Keys, pointer and clipboard of this connection are dropped in the gateway. */
        VIEW,
        CONTROL
    }

    /**
     * Body of {@code POST …/takeover-ticket}.
     *
     * @param mode control where absent
     * @param force take control from whoever has it; with a reason
     * @param reason 1 to 500 characters, told to whoever loses control and kept
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TakeoverRequest(
            @Nullable TakeoverMode mode,
            @Nullable Boolean force,
            @Nullable String reason) {

        public static TakeoverRequest of(TakeoverMode mode) {
            return new TakeoverRequest(mode, null, null);
        }
    }

    /**
     * Body of {@code POST …/takeover-token}; the members of {@link TakeoverRequest} and one more.
     *
     * @param browser whether a link for a web browser is wanted, instead of a ticket
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TakeoverTokenRequest(
            @Nullable TakeoverMode mode,
            @Nullable Boolean force,
            @Nullable String reason,
            @Nullable Boolean browser) {}

    /**
     * One line of {@code GET …/logs/stream} (the {@code data} of a server-sent event named {@code log}; its {@code id}
     * is {@code sequence}).
     *
     * @param sequence grows by one a line, for resuming with {@code Last-Event-ID}
     * @param at when the engine recorded it
     * @param stream {@code stdout}, {@code stderr}, or {@code gateway} for what the control plane did
     */
    public record LogLine(long sequence, Instant at, String stream, String line) {}
}
