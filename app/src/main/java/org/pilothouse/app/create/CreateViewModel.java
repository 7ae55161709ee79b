package org.pilothouse.app.create;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.dialog.DialogRequest;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentDefaults;
import org.pilothouse.protocol.environment.EnvironmentHost;
import org.pilothouse.protocol.environment.EnvironmentRequests;
import org.pilothouse.protocol.environment.EnvironmentRuntime;

/** The form for a new environment. Used on the UI thread alone. */
public final class CreateViewModel implements DialogRequest {
    private final Connections connections;
    private final LiveGateway live;
    private final Background background;
    private final Dialogs dialogs;
    private final Consumer<Environment> created;

    private final List<HostOption> hostOptions = new ArrayList<>();
    private final ObjectProperty<HostOption> host = new SimpleObjectProperty<>(HostOption.BEST);
    private final FormField hostField = new FormField("");
    private final FormField label = new FormField("");
    private final FormField image = new FormField("");
    private final ObjectProperty<SizePreset> size = new SimpleObjectProperty<>(SizePreset.COMPACT);
    private final FormField width = new FormField(String.valueOf(EnvironmentRuntime.Display.DEFAULT.width()));
    private final FormField height = new FormField(String.valueOf(EnvironmentRuntime.Display.DEFAULT.height()));
    private final FormField memory = new FormField(String.valueOf(EnvironmentRuntime.Limits.DEFAULT.memoryMb()));
    private final FormField cpus = new FormField("2");
    private final BooleanProperty startNow = new SimpleBooleanProperty(true);
    private final ReadOnlyStringWrapper placement = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();

    /** Where the gateway says that a field is at fault, by the names that it uses. */
    private final Map<String, FormField> byGatewayName = Map.of(
            "host_id", hostField,
            "label", label,
            "image_ref", image,
            "display", width,
            "display.width", width,
            "display.height", height,
            "limits", memory,
            "limits.memory_mb", memory,
            "limits.cpus", cpus);

    /** @param created told once, after the dialog has closed */
    public CreateViewModel(
            Connections connections,
            LiveGateway live,
            Background background,
            Dialogs dialogs,
            Consumer<Environment> created) {
        this.connections = connections;
        this.live = live;
        this.background = background;
        this.dialogs = dialogs;
        this.created = created;
        hostOptions.add(HostOption.BEST);
        live.hosts().items().forEach(item -> hostOptions.add(new HostOption(item.get())));
        host.subscribe(chosen -> {
            hostField.accept();
            placement.set(placement().why());
        });
        size.subscribe(chosen -> {
            width.accept();
            height.accept();
        });
    }

    /** @param host null for the best one */
    public record HostOption(@Nullable EnvironmentHost host) {
        static final HostOption BEST = new HostOption(null);

        public String name() {
            if (host == null) {
                return "Best host";
            }
            return host.available() ? host.label() : host.label() + " (not ready)";
        }
    }

    public List<HostOption> hostOptions() {
        return hostOptions;
    }

    public ObjectProperty<HostOption> host() {
        return host;
    }

    /** Only for its error. */
    public FormField hostField() {
        return hostField;
    }

    public FormField label() {
        return label;
    }

    /** Empty for the gateway's default. */
    public FormField image() {
        return image;
    }

    public String defaultImage() {
        EnvironmentDefaults defaults = live.defaults().get();
        return defaults == null ? "the gateway's default" : defaults.defaultImageRef();
    }

    /** Whether the gateway takes sizes and limits. */
    public boolean takesRuntime() {
        Features features = live.features().get();
        return features == null || features.has(Features.ENVIRONMENT_RUNTIME);
    }

    public ObjectProperty<SizePreset> size() {
        return size;
    }

    /** In px. */
    public FormField width() {
        return width;
    }

    /** In px. */
    public FormField height() {
        return height;
    }

    /** In MiB. */
    public FormField memory() {
        return memory;
    }

    public FormField cpus() {
        return cpus;
    }

    public BooleanProperty startNow() {
        return startNow;
    }

    /** One sentence on where it would go. */
    public ReadOnlyStringProperty placementText() {
        return placement.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** What is wrong that is no field's fault. */
    public ReadOnlyObjectProperty<@Nullable Problem> problem() {
        return problem.getReadOnlyProperty();
    }

    @Override
    public boolean isEasilyClosed() {
        return !busy.get();
    }

    public void cancel() {
        dialogs.close(this);
    }

    /** Checks the fields, then asks the gateway; an answer about a field is shown there. */
    public void submit() {
        problem.set(null);
        Optional<EnvironmentRequests.Create> request = read();
        Optional<GatewaySession> session = connections.session();
        if (busy.get() || request.isEmpty() || session.isEmpty()) {
            return;
        }
        busy.set(true);
        background.call(
                () -> session.get().client().environments().create(request.get()), this::succeeded, this::failed);
    }

    private void succeeded(Environment environment) {
        busy.set(false);
        live.environments().upsert(environment);
        dialogs.close(this);
        created.accept(environment);
    }

    private void failed(GatewayException failure) {
        busy.set(false);
        FormField field = failure instanceof GatewayException.Refused refused
                ? refused.field().map(byGatewayName::get).orElse(null)
                : null;
        if (field == null) {
            problem.set(Problem.of("The environment was not created.", failure));
        } else {
            if (field == width || field == height) {
                size.set(SizePreset.CUSTOM);
            }
            field.reject(Problem.sentence(failure));
        }
    }

    private Placement placement() {
        EnvironmentHost chosen = host.get().host();
        List<EnvironmentHost> hosts =
                live.hosts().items().stream().map(LiveItem::get).toList();
        return chosen == null
                ? Placement.best(hosts, this::environmentsOn)
                : Placement.on(chosen, this::environmentsOn);
    }

    private int environmentsOn(EnvironmentHost of) {
        return (int) live.environments().items().stream()
                .filter(item -> item.get().hostId().equals(of.hostId()))
                .count();
    }

    private Optional<EnvironmentRequests.Create> read() {
        Placement place = placement();
        if (place.host().isEmpty()) {
            hostField.reject(place.why());
        }
        EnvironmentRuntime.Display display = readDisplay();
        EnvironmentRuntime.Limits limits = readLimits();
        if (place.host().isEmpty() || display == null || limits == null) {
            return Optional.empty();
        }
        boolean runtime = takesRuntime();
        return Optional.of(new EnvironmentRequests.Create(
                place.host().get().hostId(),
                emptyToNull(label.trimmed()),
                emptyToNull(image.trimmed()),
                startNow.get(),
                runtime ? display : null,
                runtime ? limits : null));
    }

    private EnvironmentRuntime.@Nullable Display readDisplay() {
        EnvironmentRuntime.Display preset = size.get().display();
        if (preset != null) {
            return preset;
        }
        Integer wide = Numbers.whole(width, 320, 7680, "px");
        Integer high = Numbers.whole(height, 200, 4320, "px");
        return wide == null || high == null ? null : new EnvironmentRuntime.Display(wide, high);
    }

    private EnvironmentRuntime.@Nullable Limits readLimits() {
        Integer mib = Numbers.whole(memory, 256, 1_048_576, "MiB");
        Double cores = Numbers.decimal(cpus, 0.1, 256, "CPUs");
        return mib == null || cores == null
                ? null
                : new EnvironmentRuntime.Limits(mib, cores, EnvironmentRuntime.Limits.DEFAULT.pids());
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
