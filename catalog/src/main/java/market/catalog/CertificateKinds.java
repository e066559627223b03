package market.catalog;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kinds of certificates are data: the operator defines them while the engine runs. */
@Singleton
public class CertificateKinds {

    private static final int FORM_LENGTH_MAX = 200;
    private static final int WARN_DAYS_MAX = 365;
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

    private final CertificateKindRepository repository;

    CertificateKinds(CertificateKindRepository repository) {
        this.repository = repository;
    }

    public List<CertificateForm> list() {
        return repository.list().stream().map(CertificateKindRow::toForm).toList();
    }

    public Optional<CertificateForm> find(String code) {
        return repository.findByCode(code).map(CertificateKindRow::toForm);
    }

    /**
     * Makes a kind or renews one, whose version must be the given one. Certificates on file keep counting: a new form holds
     * for what is submitted from now on.
     */
    @Transactional
    public SetRecordOutcome<CertificateForm> set(CertificateForm wanted) {
        var faults = faults(wanted);
        if (!faults.isEmpty()) {
            return new SetRecordOutcome.Invalid<>(faults);
        }
        var row = CertificateKindRow.of(wanted);
        var written = wanted.version() == 0 ? repository.insert(row) : repository.update(row);
        var stored = find(wanted.code());
        return written == 1
                ? new SetRecordOutcome.Set<>(stored.orElseThrow())
                : new SetRecordOutcome.VersionConflict<>(
                        stored.map(CertificateForm::version).orElse(0));
    }

    private static List<TypeFault> faults(CertificateForm wanted) {
        var faults = new ArrayList<TypeFault>();
        if (!CODE.matches(wanted.code())) {
            faults.add(new TypeFault("code", "只能用大写字母、数字和下划线", "must be upper-case letters, digits and _"));
        }
        if (wanted.warnDays() < 0 || wanted.warnDays() > WARN_DAYS_MAX) {
            faults.add(
                    new TypeFault("warnDays", "须在 0 至 " + WARN_DAYS_MAX + " 之间", "must be from 0 to " + WARN_DAYS_MAX));
        }
        if (!isForm(wanted.numberForm())) {
            faults.add(new TypeFault(
                    "numberForm",
                    "须为正则表达式，最长 " + FORM_LENGTH_MAX,
                    "must be a regular expression of at most " + FORM_LENGTH_MAX));
        } else if (!wanted.fits(wanted.example())) {
            faults.add(new TypeFault("example", "须符合该格式", "must be of the form"));
        }
        return faults;
    }

    private static boolean isForm(String form) {
        try {
            return !form.isEmpty()
                    && form.length() <= FORM_LENGTH_MAX
                    && Pattern.compile(form).groupCount() >= 0;
        } catch (PatternSyntaxException _) {
            return false;
        }
    }
}
