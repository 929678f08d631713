import type { Catalog } from '../translate.ts'
import { GERMAN_CHECK_SENTENCES } from './check-sentences.ts'

/** What the app itself says of files, the network and Polar, in German. */
export const GERMAN_SENTENCES: Catalog = {
  ...GERMAN_CHECK_SENTENCES,

  // Who is signed in, and the keychain.
  'Please sign in to this account first.': 'Bitte melde dich zuerst bei diesem Konto an.',
  'The app is closed.': 'Die App ist beendet.',
  'Please sign in first.': 'Bitte melde dich zuerst an.',
  'Nobody is signed in to this upload’s organization. Please sign in again.':
    'Niemand ist bei der Organisation dieses Uploads angemeldet. Bitte melde dich erneut an.',
  'The keychain no longer has the access token. Please sign in again.':
    'Das Zugriffstoken ist nicht mehr im Schlüsselbund. Bitte melde dich erneut an.',
  '{serverUrl} cannot be reached, so the token could not be checked. {say:why} Please try again.':
    '{serverUrl} ist nicht erreichbar, deshalb konnte das Token nicht geprüft werden. {say:why} Bitte versuch es erneut.',
  'Please paste an access token.': 'Bitte füge ein Zugriffstoken ein.',
  'This access token has a typo: its check digits do not fit. Please copy it from Polar again, whole.':
    'Dieses Zugriffstoken enthält einen Tippfehler: Die Prüfziffern passen nicht. Bitte kopiere es noch einmal vollständig aus Polar.',
  'This access token is incomplete or has characters too many. Please copy it from Polar again, whole.':
    'Dieses Zugriffstoken ist unvollständig oder hat Zeichen zu viel. Bitte kopiere es noch einmal vollständig aus Polar.',
  'This is another kind of Polar token. Please create an organization access token: Settings, Developers, Create token.':
    'Das ist eine andere Art von Polar-Token. Bitte erstelle ein Zugriffstoken der Organisation: Settings, Developers, Create token.',
  'This is not a Polar access token: those begin with polar_oat_. You find yours in Polar under Settings, Developers.':
    'Das ist kein Zugriffstoken von Polar: Die beginnen mit polar_oat_. Deins findest du in Polar unter Settings, Developers.',
  '“{server}” is not a server’s address. Use production, sandbox, or an address like https://polar.example.com.':
    '„{server}“ ist kein Server, den Polar Uploader kennt. Bitte gib production, sandbox oder eine https-Adresse an.',
  'The macOS keychain refused. Open Keychain Access, unlock the login keychain, then try again.':
    'Der Schlüsselbund von macOS hat abgelehnt. Öffne die Schlüsselbundverwaltung, entsperre den Schlüsselbund „Anmeldung“ und versuch es erneut.',
  'The Windows Credential Manager refused. Check that its service is running, then try again.':
    'Die Windows-Anmeldeinformationsverwaltung hat abgelehnt. Prüfe, ob ihr Dienst läuft, und versuch es erneut.',
  'Your keyring is locked. Unlock it, then start Polar Uploader again.':
    'Dein Schlüsselbund ist gesperrt. Entsperre ihn und starte Polar Uploader erneut.',
  'There is no keyring to keep your access token in. Install and unlock one, for example gnome-keyring (sudo apt install gnome-keyring libsecret-1-0), then start Polar Uploader again.':
    'Es gibt keinen Schlüsselbund für dein Zugriffstoken. Installiere und entsperre einen, zum Beispiel gnome-keyring (sudo apt install gnome-keyring libsecret-1-0), und starte Polar Uploader erneut.',
  'The keychain does not answer. Unlock it, then try again.':
    'Der Schlüsselbund antwortet nicht. Entsperre ihn und versuch es erneut.',

  // Connections.
  'Trying again soon.': 'Neuer Versuch in Kürze.',
  'No connection{say:about}.': 'Keine Verbindung{say:about}.',
  ': the network’s proxy does not answer': ': Der Proxy des Netzes antwortet nicht',
  ': the network’s proxy hung up': ': Der Proxy des Netzes hat aufgelegt',
  ': what should be the network’s proxy is none': ': Was der Proxy des Netzes sein soll, ist keiner',
  ': the network’s proxy asks for a name and a password (407). Please add them to the proxy’s address, or use another network':
    ': Der Proxy des Netzes verlangt Namen und Passwort (407). Bitte ergänze sie in der Adresse des Proxys, oder nimm ein anderes Netz',
  ': the network’s proxy does not let it through ({status}). Please check its settings, or use another network':
    ': Der Proxy des Netzes lässt es nicht durch ({status}). Bitte prüfe seine Einstellungen, oder nimm ein anderes Netz',
  ': something on this network intercepts it and shows a certificate that is not the server’s. Please check for a sign-in page, a proxy or a security program, or use another network':
    ': Etwas in diesem Netz fängt sie ab und zeigt ein Zertifikat, das nicht das des Servers ist. Bitte sieh nach einer Anmeldeseite, einem Proxy oder einem Sicherheitsprogramm, oder nimm ein anderes Netz',
  ': the server’s certificate has expired. Please check this computer’s date and time':
    ': Das Zertifikat des Servers ist abgelaufen. Bitte prüfe Datum und Uhrzeit dieses Computers',
  ': the server’s certificate is not valid yet. Please check this computer’s date and time':
    ': Das Zertifikat des Servers gilt noch nicht. Bitte prüfe Datum und Uhrzeit dieses Computers',
  ': it was damaged on the way': ': Sie wurde unterwegs beschädigt',
  ': the reply was not encrypted. Check the server’s address, and this network for a sign-in page or a proxy':
    ': Die Antwort war nicht verschlüsselt. Prüfe die Adresse des Servers und ob dieses Netz eine Anmeldeseite oder einen Proxy hat',
  ': the name of {say:server} is not found': ': Der Name ist nicht zu finden ({say:server})',
  ': {say:server} does not answer': ': Keine Antwort ({say:server})',
  ': there is no way to {say:server}': ': Kein Weg zum Ziel ({say:server})',
  'the network’s proxy or the server': 'Proxy des Netzes oder Server',
  'the server': 'Server',
  ': it was cut': ': Sie wurde getrennt',
  ': too many files are open on this computer': ': Auf diesem Computer sind zu viele Dateien geöffnet',
  'No connection: the server does not answer.': 'Keine Verbindung: Der Server antwortet nicht.',
  'The connection was lost while this computer slept or changed networks. Going on soon.':
    'Die Verbindung ging verloren, während dieser Computer schlief oder das Netz wechselte. Geht gleich weiter.',
  'This computer was asleep. Going on as soon as Polar answers.':
    'Dieser Computer hat geschlafen. Geht weiter, sobald Polar antwortet.',
  'The connection has gone silent.': 'Die Verbindung ist verstummt.',
  'The connection was too slow for a part.': 'Die Verbindung war zu langsam für einen Teil.',
  'Polar has not answered for {amount:seconds} s.': 'Polar hat {amount:seconds} s lang nicht geantwortet.',

  // What Polar and S3 answer.
  'What answers is not Polar: it answers with more than Polar ever says. Please check the network for a proxy, and the server’s address.':
    'Was antwortet, ist nicht Polar: Die Antwort ist länger als jede von Polar. Bitte prüfe, ob das Netz einen Proxy hat, und die Adresse des Servers.',
  'What answers is not Polar (status {status}). Please check the network for a sign-in page or a proxy, and the server’s address.':
    'Was antwortet, ist nicht Polar (Status {status}). Bitte prüfe, ob das Netz eine Anmeldeseite oder einen Proxy hat, und die Adresse des Servers.',
  'What answers is not S3 (status {status}). Please check the network for a sign-in page or a proxy.':
    'Was antwortet, ist nicht S3 (Status {status}). Bitte prüfe, ob das Netz eine Anmeldeseite oder einen Proxy hat.',
  'The server answers in a form this version of Polar Uploader does not know. Please check the server’s address and for a newer version.':
    'Der Server antwortet in einer Form, die diese Version von Polar Uploader nicht kennt. Bitte prüfe die Adresse des Servers und ob es eine neuere Version gibt.',
  'Polar asks for a pause: too many requests.': 'Polar bittet um eine Pause: zu viele Anfragen.',
  'Polar has a problem of its own ({status}).': 'Polar hat selbst ein Problem ({status}).',
  'Polar does not accept the access token: it was revoked, has expired, or belongs to another server. Please sign in again.':
    'Polar nimmt das Zugriffstoken nicht an: Es wurde widerrufen, ist abgelaufen oder gehört zu einem anderen Server. Bitte melde dich erneut an.',
  'Polar no longer knows this upload. Starting it again.':
    'Polar kennt diesen Upload nicht mehr. Er beginnt neu.',
  'Polar does not take this file: {say:words}': 'Polar nimmt diese Datei nicht an: {say:words}',
  'it gave no reason.': 'ohne Angabe von Gründen.',
  'The access token may not do this: {say:lacking}. Please sign in with one that has files:write.':
    'Das Zugriffstoken darf das nicht: {say:lacking}. Bitte melde dich mit einem an, das files:write hat.',
  'The access token may not do this: {say:lacking}. Please sign in with the token of somebody whose role in the organization may manage products.':
    'Das Zugriffstoken darf das nicht: {say:lacking}. Bitte melde dich mit dem Token von jemandem an, dessen Rolle in der Organisation Produkte verwalten darf.',
  'it lacks the scope {scopes}': 'Ihm fehlt das Recht {scopes}',
  'S3 sends the part elsewhere for a moment.': 'S3 schickt den Teil gerade woandershin.',
  'A part arrived damaged. Sending it again.': 'Ein Teil kam beschädigt an. Er wird erneut gesendet.',
  'S3 no longer knows this upload. Starting it again.': 'S3 kennt diesen Upload nicht mehr. Er beginnt neu.',
  'Something between this computer and S3 changes what is sent: a proxy or a security program. Please let it pass S3 untouched, then try again.':
    'Etwas zwischen diesem Computer und S3 verändert, was gesendet wird: ein Proxy oder ein Sicherheitsprogramm. Bitte lass es S3 unverändert durchlassen und versuch es erneut.',
  'S3 is busy ({code}).': 'S3 ist ausgelastet ({code}).',
  'S3 does not take a part: {words}': 'S3 nimmt einen Teil nicht an: {words}',
  'Polar answered 500 instead of completing this file (try {tries} of {most}).':
    'Polar antwortete mit 500, statt diese Datei abzuschließen (Versuch {tries} von {most}).',
  'If it keeps doing so, the whole file is sent again ({amount:size}).':
    'Bleibt es dabei, wird die ganze Datei erneut gesendet ({amount:size}).',
  'Polar answered 500 to {tries} tries to complete this file: S3 may have lost some of it. Sending the whole file again ({amount:size}).':
    'Polar antwortete auf {tries} Versuche, diese Datei abzuschließen, mit 500: Vielleicht hat S3 etwas davon verloren. Die ganze Datei wird erneut gesendet ({amount:size}).',
  'Polar did not complete this file, though S3 took every part of it, each time it was sent. Try again later.':
    'Polar hat diese Datei nicht abgeschlossen, obwohl S3 bei jedem Senden alle Teile angenommen hat. Versuch es später erneut.',
  'What Polar stored is not the file that was sent: {say:differences}. Please do not use it, and upload the file again.':
    'Was Polar gespeichert hat, ist nicht die gesendete Datei: {say:differences}. Bitte verwende sie nicht und lade die Datei noch einmal hoch.',
  '{say:first}, its checksum differs': '{say:first}, ihre Prüfsumme weicht ab',
  '{say:first}, its parts differ': '{say:first}, ihre Teile weichen ab',
  'its size is {amount:size} bytes': 'ihre Größe ist {amount:size} Bytes',
  'its checksum differs': 'ihre Prüfsumme weicht ab',
  'its parts differ': 'ihre Teile weichen ab',

  // The hour.
  'The hour that Polar gives an upload is over. Starting it again; it is not read again.':
    'Die Stunde, die Polar einem Upload gibt, ist um. Er beginnt neu; die Datei wird nicht noch einmal gelesen.',
  'The hour that Polar gives an upload ran out before all of it was sent. Starting it again; the file need not be checked again.':
    'Die Stunde, die Polar einem Upload gibt, war um, bevor alles gesendet war. Er beginnt neu; die Datei muss nicht noch einmal geprüft werden.',
  'The link is slower than expected. Cutting the file into larger parts, so that all of it arrives in time.':
    'Die Verbindung ist langsamer als erwartet. Die Datei wird in größere Teile geteilt, damit alles rechtzeitig ankommt.',
  'This upload was started over {amount:times} times, because its parts did not get through within the hour that Polar gives. Please try again on a steadier or faster connection.':
    'Dieser Upload wurde {amount:times}-mal neu begonnen, weil seine Teile in der Stunde, die Polar gibt, nicht durchkamen. Bitte versuch es mit einer stabileren oder schnelleren Verbindung erneut.',

  'This upload was started over {amount:times} times, the last time because Polar or S3 no longer knew it. Try again later.':
    'Dieser Upload wurde {amount:times}-mal neu begonnen, zuletzt, weil Polar oder S3 ihn nicht mehr kannte. Versuch es später erneut.',

  // Files.
  'The file was written to since it was checked. Checking it again.':
    'In die Datei wurde seit der Prüfung geschrieben. Sie wird noch einmal geprüft.',
  'The file changed since it was checked. Checking it again.':
    'Die Datei hat sich seit der Prüfung geändert. Sie wird noch einmal geprüft.',
  'The file has {say:grown} from {amount:from} to {amount:to} bytes since it was checked. {say:now}':
    'Die Datei ist seit der Prüfung von {amount:from} auf {amount:to} Bytes {say:grown}. {say:now}',
  grown: 'gewachsen',
  shrunk: 'geschrumpft',
  '“{name}” is another file: it has {amount:has} bytes, and the one added had {amount:wanted}. {say:now}':
    '„{name}“ ist eine andere Datei: Sie hat {amount:has} Bytes, die hinzugefügte hatte {amount:wanted}. {say:now}',
  '“{name}” is another file: {amount:differing} of {amount:total} parts are not those of the one added. {say:now}':
    '„{name}“ ist eine andere Datei: {amount:differing} von {amount:total} Teilen sind nicht die der hinzugefügten. {say:now}',
  'Choose the right one, or add this one as a new upload.':
    'Wähle die richtige, oder füge diese als neuen Upload hinzu.',
  '“{name}” changed while it was being compared. Choose it again once it stops changing.':
    '„{name}“ hat sich geändert, während sie verglichen wurde. Wähle sie noch einmal, sobald sie sich nicht mehr ändert.',
  '{amount:differing} of {amount:total} parts of the file changed since it was checked. {say:now}':
    '{amount:differing} von {amount:total} Teilen der Datei haben sich seit der Prüfung geändert. {say:now}',
  'The file changed since it was checked. {say:now}':
    'Die Datei hat sich seit der Prüfung geändert. {say:now}',
  'Upload the new version, or remove this upload.': 'Lade die neue Version hoch oder entferne diesen Upload.',
  'The file changed while it was being checked. It will be checked again once it stops changing.':
    'Die Datei hat sich während der Prüfung geändert. Sie wird noch einmal geprüft, sobald sie sich nicht mehr ändert.',
  'One name cannot be given to several files. Please add them one by one, or leave the name out.':
    'Ein Name kann nicht für mehrere Dateien gelten. Bitte füge sie einzeln hinzu oder lass den Namen weg.',
  'The name is empty. Give a name, or leave it out to keep the file’s own.':
    'Der Name ist leer. Gib einen an oder lass ihn weg, dann bleibt der Name der Datei.',
  'The name takes {amount:bytes} bytes, and Polar can store {amount:most}. Give a shorter one.':
    'Der Name braucht {amount:bytes} Bytes, und Polar kann {amount:most} speichern. Gib einen kürzeren an.',
  '“{name}” is larger than {amount:limit} TiB, the most that can be stored as one file. Split it, then add the pieces.':
    '„{name}“ ist größer als {amount:limit} TiB, und mehr lässt sich nicht als eine Datei speichern. Teile sie und füge die Stücke hinzu.',
  '{say:images} are JPEG, PNG, GIF, WebP or SVG, and “{name}” is none of them. Convert it, then add it again.':
    '{say:images} sind JPEG, PNG, GIF, WebP oder SVG, und „{name}“ ist nichts davon. Wandle die Datei um und füge sie erneut hinzu.',
  '{say:images} may have up to {amount:most} MiB, and “{name}” has more. Make it smaller, then add it again.':
    '{say:images} dürfen bis zu {amount:most} MiB haben, und „{name}“ hat mehr. Verkleinere die Datei und füge sie erneut hinzu.',
  'Product images': 'Produktbilder',
  Avatars: 'Avatare',
  'This app may not read {name}. Give it the permission to, then try again.':
    'Diese App darf {name} nicht lesen. Gib ihr das Recht dazu und versuch es erneut.',
  '{name} is a folder, not a file. Add the folder to upload what is in it.':
    '{name} ist ein Ordner, keine Datei. Füge den Ordner hinzu, um hochzuladen, was darin ist.',
  '“{name}” has no size: the system makes it up whenever it is read. Copy it, then upload the copy.':
    '„{name}“ hat keine Größe: Das System erzeugt die Datei bei jedem Lesen. Kopiere sie und lade die Kopie hoch.',
  'The links that lead to {name} go round in circles. Add what they should lead to instead.':
    'Die Verknüpfungen zu {name} drehen sich im Kreis. Füge stattdessen hinzu, wohin sie führen sollen.',
  '{name} has a path too long for this computer. Shorten its name, then add it again.':
    'Der Pfad zu {name} ist zu lang für diesen Computer. Kürze den Namen und füge die Datei erneut hinzu.',
  '{name} is no name a file can have. Check how it is spelled, then add it again.':
    '{name} ist kein Name, den eine Datei haben kann. Prüfe die Schreibweise und füge sie erneut hinzu.',
  'Too many files are open on this computer to read {name}. Close some programs, or try again later.':
    'Auf diesem Computer sind zu viele Dateien geöffnet, um {name} zu lesen. Schließ einige Programme oder versuch es später erneut.',
  'Another program keeps {name} to itself. Close it there, or try again later.':
    'Ein anderes Programm hält {name} für sich. Schließ die Datei dort oder versuch es später erneut.',
  'This computer has too little free memory to read {name}. Close some programs, or try again later.':
    'Dieser Computer hat zu wenig freien Arbeitsspeicher, um {name} zu lesen. Schließ einige Programme oder versuch es später erneut.',
  '{name} cannot be read: the drive reports an error ({code}). Check its connection, then try again.':
    '{name} kann nicht gelesen werden: Das Laufwerk meldet einen Fehler ({code}). Prüfe, ob es richtig verbunden ist, und versuch es erneut.',
  '“{name}” became shorter while it was read. It is checked again.':
    '„{name}“ wurde kürzer, während die Datei gelesen wurde. Sie wird noch einmal geprüft.',
  '“{name}” is a device or a connection between programs, not a file. Only files can be uploaded.':
    '„{name}“ ist ein Gerät oder eine Verbindung zwischen Programmen, keine Datei. Nur Dateien lassen sich hochladen.',
  'The name of {name} has characters that this computer cannot spell. Rename it, then add it again.':
    'Der Name von {name} hat Zeichen, die dieser Computer nicht darstellen kann. Benenne die Datei um und füge sie erneut hinzu.',
  '{name} cannot be found. If it was moved or renamed, put it back and try again, or choose the file where it is now.':
    '{name} ist nicht zu finden. Wenn sie verschoben oder umbenannt wurde, leg sie zurück und versuch es erneut, oder wähle die Datei dort aus, wo sie jetzt ist.',
  'An empty path leads nowhere. Give the path of a file or a folder.':
    'Ein leerer Pfad führt nirgendwohin. Gib den Pfad einer Datei oder eines Ordners an.',
  '“{name}” is a folder that a Mac shows as one file, and Polar takes files only. Compress it, for example with a right click, then add the archive.':
    '„{name}“ ist ein Ordner, den ein Mac als eine einzige Datei zeigt, und Polar nimmt nur Dateien. Komprimiere ihn, zum Beispiel mit einem Rechtsklick, und füge dann das Archiv hinzu.',
  '“{name}” leads back to a folder it is in, so it was not followed. The files there are added already: nothing is missing.':
    '„{name}“ führt in einen Ordner zurück, in dem es selbst liegt, und wurde deshalb nicht verfolgt. Die Dateien dort sind schon hinzugefügt: Nichts fehlt.',
  'There are no files in “{name}”. Put the files to upload into it, then add it again.':
    'In „{name}“ sind keine Dateien. Leg die Dateien hinein, die du hochladen willst, und füge den Ordner erneut hinzu.',

  // This computer.
  'Polar Uploader is already running with the data folder {folder}. Please use that one, or quit it first.':
    'Polar Uploader läuft schon mit dem Datenordner {folder}. Bitte benutze das laufende oder beende es zuerst.',
  'A newer version of Polar Uploader has been used here, and this one cannot read its list. Please install the newest version.':
    'Hier lief schon eine neuere Version von Polar Uploader, deren Liste diese nicht lesen kann. Bitte installiere die neueste Version.',
  'The list of uploads is from an older version of Polar Uploader. Please start the app once, or resume on the command line, which brings it up to date.':
    'Die Liste der Uploads stammt von einer älteren Version von Polar Uploader. Bitte starte die App einmal oder nimm „resume“ auf der Kommandozeile, das bringt sie auf den neuesten Stand.',
  'The list of uploads is damaged. Please start the app once, or resume on the command line: it is set aside then, and a new one is begun.':
    'Die Liste der Uploads ist beschädigt. Bitte starte die App einmal oder nimm „resume“ auf der Kommandozeile: Dann wird sie beiseitegelegt und eine neue begonnen.',
  'The list of uploads was damaged, so a new one was begun. The old one is kept as {path}. Files that are in Polar already are safe; please add the others again.':
    'Die Liste der Uploads war beschädigt, deshalb wurde eine neue begonnen. Die alte liegt noch unter {path}. Dateien, die schon in Polar sind, sind sicher; bitte füge die übrigen erneut hinzu.',
  "The disk with Polar Uploader's data folder ({folder}) is full. Please make some room and start again.":
    'Das Laufwerk mit dem Datenordner von Polar Uploader ({folder}) ist voll. Bitte schaff Platz und starte erneut.',
  'Polar Uploader cannot write its data folder ({folder}). Please check its permissions, or choose another with POLAR_UPLOADER_DATA.':
    'Polar Uploader kann nicht in seinen Datenordner schreiben ({folder}). Bitte prüfe die Zugriffsrechte, oder wähle mit POLAR_UPLOADER_DATA einen anderen.',
  'The progress cannot be written to disk: it is full, or may not be written. Please make some room; it goes on by itself then.':
    'Der Fortschritt kann nicht gespeichert werden: Das Laufwerk ist voll oder schreibgeschützt. Bitte schaff Platz; danach geht es von selbst weiter.',
  'The list of uploads cannot be written to disk: it is full, or may not be written. Please make some room, then add the files again.':
    'Die Liste der Uploads kann nicht gespeichert werden: Das Laufwerk ist voll oder schreibgeschützt. Bitte schaff Platz und füge die Dateien erneut hinzu.',
  'This change cannot be written to disk: it is full, or may not be written. Please make some room, then try again.':
    'Diese Änderung kann nicht gespeichert werden: Das Laufwerk ist voll oder schreibgeschützt. Bitte schaff Platz und versuch es erneut.',
  'The receipt could not be written to {path}. Please choose another place.':
    'Der Beleg konnte nicht unter {path} gesichert werden. Bitte wähle einen anderen Ort.',
  'The diagnostics could not be written to {path}. Please choose another place.':
    'Die Diagnose konnte nicht unter {path} gesichert werden. Bitte wähle einen anderen Ort.',
  '{path} could not be changed. Is that folder yours?':
    '{path} konnte nicht geändert werden. Gehört dieser Ordner dir?',
  'Something went wrong in this app. Please try again; if it happens again, please send us the log.':
    'In dieser App ist etwas schiefgegangen. Bitte versuch es erneut; passiert es noch einmal, schick uns bitte das Protokoll.',
  'Something went wrong in this app. The log says what; please try again.':
    'In dieser App ist etwas schiefgegangen. Im Protokoll steht, was; bitte versuch es erneut.',
  'Something went wrong in this app; its log says what. What is uploaded so far is kept: please start it again.':
    'In dieser App ist etwas schiefgegangen; im Protokoll steht, was. Was hochgeladen ist, bleibt erhalten: Bitte starte sie erneut.',
  '{name} is not the address of a proxy. {say:how}': '{name} ist keine Adresse eines Proxys. {say:how}',
  '{name} names a {scheme} proxy, which Polar Uploader does not speak. {say:how}':
    '{name} nennt einen Proxy für {scheme}, was Polar Uploader nicht beherrscht. {say:how}',
  'Please give one like http://proxy.example:8080, or unset it.':
    'Bitte gib eine wie http://proxy.example:8080 an, oder entferne die Variable.',
}
