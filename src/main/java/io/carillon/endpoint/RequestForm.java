package io.carillon.endpoint;

import io.carillon.platform.EnumWords;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.util.List;

/** How the requests to an endpoint look and are signed, where its owner asks for something else than usual, which is null. */
@Embeddable
public class RequestForm {

    /** That of endpoints that ask for nothing else. */
    public static final RequestForm STANDARD = new RequestForm();

    @Column(name = "http_method")
    private String method;
    @Column(name = "header_prefix")
    private String headerPrefix;
    @Convert(converter = SignatureSchemesConverter.class)
    private List<SignatureScheme> signatures;
    @Column(name = "signature_header")
    private String signatureHeader;

    protected RequestForm() {
    }

    RequestForm(EndpointRequest request) {
        method = request.method() == WebhookMethod.POST ? null : EnumWords.of(request.method());
        headerPrefix = request.headerPrefix().equals(HeaderNames.STANDARD_PREFIX) ? null : request.headerPrefix();
        signatures = request.signatures();
        signatureHeader = request.signatureHeader() == null ? null : request.signatureHeader().stored();
    }

    public WebhookMethod method() {
        return method == null ? WebhookMethod.POST : EnumWords.read(WebhookMethod.class, method);
    }

    String headerPrefix() {
        return headerPrefix == null ? HeaderNames.STANDARD_PREFIX : headerPrefix;
    }

    public HeaderNames names() {
        return headerPrefix == null ? HeaderNames.STANDARD : HeaderNames.of(headerPrefix);
    }

    List<SignatureScheme> signatures() {
        return signatures == null ? SignatureScheme.DEFAULT : signatures;
    }

    /** The further header with a signature; null if there is none. */
    public SignatureHeader signatureHeader() {
        return signatureHeader == null ? null : SignatureHeader.ofStored(signatureHeader);
    }
}
