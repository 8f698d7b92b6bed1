package io.medsettle.api.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import io.medsettle.api.access.Caller;
import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.files.ChecksumMismatchException;
import io.medsettle.batch.files.ClearingFile;
import io.medsettle.batch.files.ClearingFiles;
import io.medsettle.batch.files.DamagedFileException;
import io.medsettle.core.audit.CurrentActor;
import io.medsettle.core.audit.Download;
import io.medsettle.core.audit.Downloads;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.registry.City;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Clearing files. A name is only ever looked up in the register of files, never made into
 * a path.
 */
@RestController
@RequestMapping("/api/v1/clearing-days/{day}/files")
@ConditionalOnRole(Role.API)
@Tag(name = "Bureaus")
public class FileController {

	private static final String SHA256 = "[0-9a-fA-F]{64}";

	/** Somebody has to put the file back first. */
	private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

	private final ClearingFiles files;

	private final ClearingDays clearingDays;

	private final Downloads downloads;

	FileController(ClearingFiles files, ClearingDays clearingDays, Downloads downloads) {
		this.files = files;
		this.downloads = downloads;
		this.clearingDays = clearingDays;
	}

	@Operation(operationId = "listFiles", summary = "The clearing files of a day",
			description = "By city and name. A day has files once it is published; before, the list is empty.")
	@ApiResponse(responseCode = "200", description = "The day is known.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	List<FileView> list(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			@Parameter(description = "Only this city's files.", example = "310000") @RequestParam(
					required = false) @Pattern(regexp = City.CODE_PATTERN,
							message = "is a city code of 6 digits") @Nullable String city,
			@AuthenticationPrincipal Caller caller) {
		if (this.clearingDays.find(day).isEmpty()) {
			throw ProblemException.notFound("There is no clearing day " + day + ".");
		}
		return this.files.list(day, city).stream().filter((file) -> sees(caller, file)).map(FileView::of).toList();
	}

	@Operation(operationId = "fetchFile", summary = "Fetch a clearing file", description = """
			The ETag is the file's sha256 in quotes. If-Match, If-None-Match, Range (of several parts, too), If-Range \
			and HEAD work as in RFC 9110. The bytes under a name never change: a file that is not on the disk as it \
			was sealed is not handed out (503, FILE_DAMAGED), and none while downloads cannot be written to the audit \
			trail (503, AUDIT_UNAVAILABLE).""")
	@ApiResponse(responseCode = "200", description = "The bytes.",
			headers = @Header(name = "ETag", description = "The sha256, in quotes.", schema = @Schema(type = "string")),
			content = { @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
					@Content(mediaType = "application/json", schema = @Schema(type = "object")) })
	@ApiResponse(responseCode = "206", description = "The parts asked for.", content = @Content)
	@ApiResponse(responseCode = "304", description = "The caller has these bytes.", content = @Content)
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "412", ref = "Problem")
	@ApiResponse(responseCode = "416", ref = "Problem")
	@ApiResponse(responseCode = "503", ref = "Unavailable")
	@GetMapping("/{name}")
	public void fetch(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			@Parameter(example = "310000_20261120_detail_v1.csv") @PathVariable String name, HttpServletRequest request,
			HttpServletResponse response, @AuthenticationPrincipal Caller caller) throws IOException {
		ClearingFile file = find(day, name, caller);
		if (caller.isRegional() && file.kind().namesClaims()) {
			throw ProblemException.of(ProblemCode.FORBIDDEN, "What names claims is for the city's own bureau.");
		}
		try (FileChannel bytes = this.files.open(file)) {
			send(file, bytes, request, response);
		}
		catch (DamagedFileException ex) {
			throw damaged(ex);
		}
	}

	/**
	 * One download of a login is one row of the audit trail, however often it is resumed.
	 */
	private void send(ClearingFile file, FileChannel bytes, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		Download download = new Download(CurrentActor.get(), file.name(), file.city(), file.sizeBytes());
		FileAnswer answer = new FileAnswer(file, bytes, request, response, () -> this.downloads.begin(download));
		try {
			answer.send();
		}
		finally {
			if (!answer.sent().isEmpty()) {
				this.downloads.sent(download, answer.isWhole(), answer.sent());
			}
		}
	}

	@Operation(operationId = "acknowledgeFile", summary = "Acknowledge a clearing file", description = """
			The bureau confirms that it has the file by the checksum it calculated from the bytes it fetched. \
			To do so again changes nothing. A file that the engine itself does not have as it was sealed cannot be \
			acknowledged (503, FILE_DAMAGED).""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Acknowledgement.class)))
	@ApiResponse(responseCode = "200", description = "The checksum is right; the file is acknowledged.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@ApiResponse(responseCode = "503", ref = "Unavailable")
	@PostMapping(path = "/{name}/ack", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	FileView acknowledge(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			@Parameter(example = "310000_20261120_detail_v1.csv") @PathVariable String name, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		JsonFields fields = JsonBody.read(request);
		String sha256 = fields.text("sha256", (text) -> text.matches(SHA256),
				"The field sha256 must be 64 hexadecimal digits.");
		JsonBody.requireSound(fields);
		find(day, name, caller);
		try {
			return this.files.acknowledge(day, name, sha256).map(FileView::of).orElseThrow(FileController::noSuchFile);
		}
		catch (ChecksumMismatchException ex) {
			throw ProblemException.of(ProblemCode.CHECKSUM_MISMATCH, "The file has another sha256 than was sent.");
		}
		catch (DamagedFileException ex) {
			throw damaged(ex);
		}
	}

	private ClearingFile find(LocalDate day, String name, Caller caller) {
		return this.files.find(day, name).filter((file) -> sees(caller, file)).orElseThrow(FileController::noSuchFile);
	}

	private static boolean sees(Caller caller, ClearingFile file) {
		return caller.sees(Set.of(file.city()));
	}

	/**
	 * What may be cached is the file, never that it is not there.
	 */
	private static ProblemException damaged(DamagedFileException exception) {
		return ProblemException.of(ProblemCode.FILE_DAMAGED, String.valueOf(exception.getMessage()))
			.header(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()))
			.header(HttpHeaders.CACHE_CONTROL, "no-store");
	}

	private static ProblemException noSuchFile() {
		return ProblemException.notFound("There is no file of this name on that day.");
	}

	/**
	 * What a bureau sends to acknowledge a file.
	 */
	record Acknowledgement(@Schema(description = "Calculated from the bytes that the bureau has.",
			example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", pattern = "^" + SHA256 + "$",
			requiredMode = Schema.RequiredMode.REQUIRED) String sha256) {
	}

}
