package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.delete;
import static org.pilothouse.agent.v1.DesktopOperation.get;
import static org.pilothouse.agent.v1.DesktopOperation.onDesktop;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.recording.Recorder;
import org.pilothouse.agent.recording.Recording;
import org.pilothouse.agent.recording.RecordingException;
import org.pilothouse.agent.recording.RecordingOptions;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.FileAnswer;
import org.pilothouse.http.Refusal;

/** {@code recording/*} and {@code recordings*}. */
final class RecordingRoutes {
    private final Recorder recorder;
    private final RecordingRate rate;

    /**
     * @param rate of recordings that name none
     */
    RecordingRoutes(Recorder recorder, RecordingRate rate) {
        this.recorder = recorder;
        this.rate = rate;
    }

    record Start(
            @Field(
                    value = "Pictures in a second at most; none is taken while nothing is drawn",
                    min = RecordingOptions.MIN_FPS,
                    max = RecordingOptions.MAX_FPS,
                    otherwise = "30",
                    example = "15")
            @Nullable
            Integer fps,

            @Field(value = "For people", most = RecordingOptions.MAX_LABEL) @Nullable
            String label) {}

    record Info(
            @Field(required = true) String id,

            @Field(required = true, value = "recording, completed or failed")
            String status,

            @Field(required = true) String fileName,
            @Field(required = true) long bytes,
            @Field(required = true) Instant startedAt,
            @Nullable Instant endedAt,
            @Field("As it was given at the start") @Nullable String label,
            @Field("Of the film, so far") long durationMs,

            @Field("One sentence, where it did not end because it was to") @Nullable
            String problem) {
        static Info of(Recording recording) {
            return new Info(
                    recording.id(),
                    recording.status().wire(),
                    recording.fileName(),
                    recording.bytes(),
                    recording.startedAt(),
                    recording.endedAt(),
                    recording.label(),
                    recording.length().toMillis(),
                    recording.problem());
        }
    }

    record Many(@Field(required = true) List<Info> recordings) {}

    void addTo(Api api) {
        api.explain(RecordingRoutes::refusal);
        api.add(onDesktop(post("recording/start", "Starts a recording of the screen")
                        .optionalBody(Start.class))
                .gives(Info.class)
                .refuses(409, "conflict")
                .refuses(502, "desktop_recording_failed")
                .by((_, start) -> Info.of(recorder.start(RecordingOptions.DEFAULT
                        .withFps(start.fps() == null ? rate.get() : start.fps())
                        .withLabel(start.label())))));
        api.add(onDesktop(post("recording/stop", "Ends the recording"))
                .gives(Info.class)
                .refuses(409, "conflict")
                .refuses(502, "desktop_recording_failed")
                .by(_ -> Info.of(recorder.stop())));
        api.add(get("recordings", "The recordings, the oldest first")
                .tag("desktop")
                .gives(Many.class)
                .by(_ -> new Many(recorder.list().stream().map(Info::of).toList())));
        api.add(one(get("recordings/{id}", "A recording"))
                .gives(Info.class)
                .by(call -> Info.of(recorder.get(call.variable("id")))));
        api.add(one(get("recordings/{id}/download", "The film; Range is honoured"))
                .givesBytes("video/mp4")
                .by(this::download));
        api.add(one(delete("recordings/{id}", "Removes a recording"))
                .givesBytes()
                .refuses(409, "conflict")
                .by(call -> {
                    recorder.delete(call.variable("id"));
                    return new Answer.Nothing();
                }));
    }

    private static Operation<Void> one(Operation<Void> operation) {
        return operation.tag("desktop").refuses(404, "not_found");
    }

    private Answer download(Call call) throws RecordingException, IOException {
        Path film = recorder.file(call.variable("id"));
        return FileAnswer.of(call, film, "video/mp4");
    }

    private static Optional<Refusal> refusal(Exception exception) {
        if (!(exception instanceof RecordingException e)) {
            return Optional.empty();
        }
        String sentence = DesktopRefusals.sentence(e);
        return Optional.of(
                switch (e.reason()) {
                    case INVALID -> new Refusal(400, DesktopRefusals.INVALID, sentence, e.field(), Map.of());
                    case RECORDING, NOT_RECORDING -> Refusal.conflict(sentence);
                    case NOT_FOUND -> Refusal.notFound(sentence);
                    case DEPENDENCIES_MISSING -> new Refusal(503, "desktop_dependencies_missing", sentence);
                    case NO_DESKTOP -> new Refusal(409, "desktop_runtime_inactive", sentence);
                    case NO_SPACE -> new Refusal(507, "no_space", sentence);
                    case FAILED -> new Refusal(502, "desktop_recording_failed", sentence);
                });
    }
}
