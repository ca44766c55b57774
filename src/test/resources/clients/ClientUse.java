import java.io.File;
import java.util.ArrayList;
import java.util.List;

import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.CaptionsApi;
import org.openapitools.client.api.ChatApi;
import org.openapitools.client.api.ImagesApi;
import org.openapitools.client.api.PromptsApi;
import org.openapitools.client.model.CaptionDraft;
import org.openapitools.client.model.CaptionDrafts;
import org.openapitools.client.model.CaptionedImage;
import org.openapitools.client.model.ChatThread;
import org.openapitools.client.model.ChatThreadDraft;
import org.openapitools.client.model.FolderRequest;
import org.openapitools.client.model.Image;
import org.openapitools.client.model.ImageCaption;
import org.openapitools.client.model.ImagePage;
import org.openapitools.client.model.MessageDraft;
import org.openapitools.client.model.PromptDraft;
import org.openapitools.client.model.SavedCaptions;
import org.openapitools.client.model.SavedPrompt;

/**
 * Calls the service through the generated client, as a user of it would.
 */
public final class ClientUse {

	private ClientUse() {
	}

	/**
	 * Registers a folder, captions its pictures and saves a prompt.
	 * @param address of the service
	 * @param folder with pictures
	 * @return what came back, a line each
	 */
	public static List<String> call(String address, String folder) throws ApiException {
		ApiClient client = new ApiClient();
		client.updateBaseUri(address);
		List<String> lines = new ArrayList<>();
		ImagesApi images = new ImagesApi(client);
		lines.add("registered " + images
			.registerFolder(ImagesApi.APIRegisterFolderRequest.newBuilder()
				.folderRequest(new FolderRequest().folderPath(folder))
				.build())
			.getRegistered());
		ImagePage page = images.listImages(ImagesApi.APIListImagesRequest.newBuilder()
			.perPage(1)
			.search("made-by-client")
			.sort("filename")
			.build());
		Image image = page.getItems().get(0);
		lines.add("listed " + page.getItems().size() + " of " + page.getTotal() + ", next " + (page.getNext() != null));
		String id = image.getImageId().toString();
		CaptionsApi captions = new CaptionsApi(client);
		CaptionedImage captioned = captions.putCaption(id, new ImageCaption().caption("A lake"), null);
		lines.add("captioned " + captioned.getCaption() + " by " + captioned.getCaptionSource());
		SavedCaptions saved = captions.saveCaptions(CaptionsApi.APISaveCaptionsRequest.newBuilder()
			.captionDrafts(new CaptionDrafts().captions(List.of(new CaptionDraft().imageId(id).caption("A hill"),
					new CaptionDraft().imageId("unknown").caption("Nothing"))))
			.build());
		lines.add("saved " + saved.getSaved() + ", missing " + saved.getMissing());
		PromptsApi prompts = new PromptsApi(client);
		SavedPrompt prompt = prompts.savePrompt(new PromptDraft().promptText("A lake seen by a generated client"), null);
		lines.add("prompt used " + prompt.getTotalUses() + ", model " + prompt.getModel());
		File export = prompts.exportPrompts(PromptsApi.APIExportPromptsRequest.newBuilder().build());
		lines.add("exported " + (export.length() > 0));
		File thumbnail = images
			.getImageThumbnail(ImagesApi.APIGetImageThumbnailRequest.newBuilder().id(id).format("webp").build());
		lines.add("thumbnail " + (thumbnail.length() > 0));
		ChatApi chat = new ChatApi(client);
		ChatThread thread = chat.createThread(null, new ChatThreadDraft().title("Boats"));
		chat.saveMessage(thread.getThreadId(), new MessageDraft().question("Which?").answer("The red one."), null);
		ChatApi.APIListMessagesRequest messages = ChatApi.APIListMessagesRequest.newBuilder()
			.threadId(thread.getThreadId())
			.build();
		lines.add("answered " + chat.listMessages(messages).getItems().get(0).getAnswer());
		try {
			images.getImage("unknown");
		}
		catch (ApiException ex) {
			lines.add("unknown image " + ex.getCode());
		}
		return lines;
	}

}
